"""The credentials the server signs with: those of the instance's role, whichever that is at the moment."""

from botocore.credentials import Credentials, ReadOnlyCredentials

from . import logs
from .metadata import Metadata, MetadataFailing, role_credentials


class RoleCredentials(Credentials):
    """
    Credentials that follow the instance's profile.

    botocore's own keep what they got until it nears expiry, hours later, so that a swapped profile would not show
    without a restart. These are asked for again every few seconds, outside the requests, and the clients that hold
    them, with their open connections, sign the next request with whatever was found last.
    """

    def __init__(self, metadata: Metadata) -> None:
        super().__init__("", "", method="instance-role")
        self._metadata = metadata
        self._frozen: ReadOnlyCredentials | None = None
        self._trouble = logs.Trouble("reading the role's credentials")

    def refresh(self) -> None:
        """Takes what the metadata service says. Where it fails the last known ones stay: AWS may still take them."""
        try:
            found = role_credentials(self._metadata)
        except MetadataFailing as error:
            self._trouble.now(str(error))
            return
        self._trouble.now(None if found else "the instance has no usable role")
        frozen = found and ReadOnlyCredentials(found["AccessKeyId"], found["SecretAccessKey"], found["Token"])
        if frozen != self._frozen:
            self._frozen = frozen
            logs.info("credentials changed", access_key_id=frozen.access_key if frozen else None)

    def get_frozen_credentials(self) -> ReadOnlyCredentials | None:
        """What botocore signs with. None makes the call fail with NoCredentialsError."""
        return self._frozen


class RoleCredentialsProvider:
    """Stands in for botocore's chain of sources: keys in a developer's environment must not hide what the role may."""

    def __init__(self, credentials: RoleCredentials) -> None:
        self._credentials = credentials

    def load_credentials(self) -> RoleCredentials:
        return self._credentials
