"""
A person's session with boto3 against the endpoint in AWS_ENDPOINT_URL: deploys a service, looks at it, stops and
redrives a teardown, reads the history. Prints what it saw as one JSON document.
"""

import json
import sys
import time
from urllib.request import urlopen

import boto3

SERVICE = "boto"
states = boto3.client("stepfunctions")


def machine(name: str) -> str:
    pages = states.get_paginator("list_state_machines").paginate()
    return next(m["stateMachineArn"] for page in pages for m in page["stateMachines"] if m["name"].endswith(f"-{name}"))


def start(name: str, **execution_input: object) -> str:
    return states.start_execution(stateMachineArn=machine(name), input=json.dumps(execution_input))["executionArn"]


def finished(arn: str, deadline_seconds: float = 120) -> dict:
    ends = time.monotonic() + deadline_seconds
    while time.monotonic() < ends:
        execution = states.describe_execution(executionArn=arn)
        if execution["status"] != "RUNNING":
            return execution
        time.sleep(0.3)
    raise TimeoutError(arn)


def entered(arn: str, state: str, deadline_seconds: float = 60) -> None:
    """Waits until the execution has entered a state."""
    ends = time.monotonic() + deadline_seconds
    while time.monotonic() < ends:
        if state in names(arn):
            return
        time.sleep(0.3)
    raise TimeoutError(f"{arn} {state}")


def names(arn: str) -> list[str]:
    pages = states.get_paginator("get_execution_history").paginate(executionArn=arn)
    events = [event for page in pages for event in page["events"]]
    return [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]


def left_behind() -> list[str]:
    """What still carries the service's tag, but for instances that AWS goes on showing once they are terminated."""
    tag = {"Key": "resilient-service", "Values": [SERVICE]}
    tagged = boto3.client("resourcegroupstaggingapi").get_resources(TagFilters=[tag])["ResourceTagMappingList"]
    filters = [{"Name": "tag:resilient-service", "Values": [SERVICE]}]
    reservations = boto3.client("ec2").describe_instances(Filters=filters)["Reservations"]
    instances = [instance for reservation in reservations for instance in reservation["Instances"]]
    gone = {instance["InstanceId"] for instance in instances if instance["State"]["Name"] == "terminated"}
    arns = [resource["ResourceARN"] for resource in tagged]
    return [arn for arn in arns if arn.rsplit("/", 1)[-1] not in gone]


def session() -> dict:
    refused = finished(start("Deploy", service="Not A Name"))
    deployed = finished(start("Deploy", service=SERVICE, capacity=1))
    balancers = boto3.client("elbv2").describe_load_balancers(Names=[f"resilient-{SERVICE}"])["LoadBalancers"]
    with urlopen(f"http://{balancers[0]['DNSName']}/", timeout=10) as answer:
        page = json.load(answer)
    teardown = start("Teardown", service=SERVICE)
    entered(teardown, "AcquireLock")
    states.stop_execution(executionArn=teardown, error="Session", cause="to be redriven")
    stopped = finished(teardown)
    states.redrive_execution(executionArn=teardown)
    redriven = finished(teardown)
    return {
        "left": left_behind(),
        "refused": [refused["status"], refused.get("error")],
        "deployed": deployed["status"],
        "page": page,
        "stopped": [stopped["status"], stopped.get("error")],
        "redriven": [redriven["status"], redriven["redriveCount"]],
        "states": names(teardown),
    }


sys.stdout.write(json.dumps(session()))
