import { suppliedGlobalKeys } from '../../policy/condition-keys.ts'

/** Where IAM differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'A change of a policy, a boundary or a trust policy counts at once for every decision. Only what other services see of new roles and of new or changed instance profiles takes `iamPropagation` seconds.',
  'A resource policy that names a user or a session directly is still held within the permissions boundary; on AWS it is not.',
  'Groups, service control policies, resource control policies, MFA, SAML and OIDC do not exist. Of the AWS managed policies there are AdministratorAccess, AmazonEC2FullAccess, AmazonS3ReadOnlyAccess, AmazonSSMManagedInstanceCore, AWSLambdaBasicExecutionRole and AWSXRayDaemonWriteAccess.',
  'The condition keys of services and `aws:RequestTag`, `aws:ResourceTag` and `aws:TagKeys` reach the policies only where the Service Authorization Reference lists them for the action or the type of the resource.',
  `Of the global condition keys there are ${suppliedGlobalKeys.join(', ')}; a policy that looks at another is reported, and the key counts as missing.`,
  '`aws:SourceIp` is 127.0.0.1, `aws:SecureTransport` is true and `aws:ViaAWSService` is false. `aws:UserAgent` is `AWS Internal` where a service calls with a role; on AWS it is the name of the service.',
  'A policy that names a user or a role as its principal means whoever has that name; on AWS it means the one of that time, and not one of the same name that was created later.',
  'Service-linked roles can be made and deleted; the cloud acts on its own behalf without them.',
  'Any vendor is taken in an action, known or not, and any service ending in amazonaws.com as a principal.',
]
