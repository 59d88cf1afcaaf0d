"""What a strict cluster asks of a Deployment before it takes it, of rendered manifests."""

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
CONTAINER_RIGHTS = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}

POD_RULES: dict[str, Callable[[Json], bool]] = {
    "not root": lambda pod: (
        pod["securityContext"].get("runAsNonRoot") is True
        and pod["securityContext"].get("runAsUser", 0) > 0
    ),
    "system calls filtered": lambda pod: (
        pod["securityContext"].get("seccompProfile") == {"type": "RuntimeDefault"}
    ),
    "no token of the cluster": lambda pod: pod.get("automountServiceAccountToken") is False,
    "nothing of the node": lambda pod: (
        not pod.keys() & {"hostNetwork", "hostPID", "hostIPC"}
        and not any("hostPath" in volume for volume in pod.get("volumes", ()))
    ),
}
CONTAINER_RULES: dict[str, Callable[[Json], bool]] = {
    "no rights": lambda container: container.get("securityContext") == CONTAINER_RIGHTS,
    "memory limited": lambda container: "memory" in _resources(container, "limits"),
    "room asked for": lambda container: _resources(container, "requests") >= {"cpu", "memory"},
    "readiness probe": lambda container: "readinessProbe" in container,
}
CALLED_RULES: dict[str, Callable[[Json], bool]] = {
    "liveness probe": lambda container: "livenessProbe" in container,
}
"""Of containers behind a Service; workers are watched by their own parent."""


def refusals(resources: list[Json]) -> Iterator[str]:
    """Yield `DEPLOYMENT: RULE` for each rule that one breaks."""
    called = [one["spec"]["selector"] for one in resources if one["kind"] == "Service"]
    budgets = [one["spec"] for one in resources if one["kind"] == "PodDisruptionBudget"]
    for one in resources:
        if one["kind"] == "Deployment":
            for rule in _broken(one["spec"], called, budgets):
                yield f"{one['metadata']['name']}: {rule}"


def _broken(deployment: Json, called: list[Json], budgets: list[Json]) -> Iterator[str]:
    pod, labels = deployment["template"]["spec"], deployment["template"]["metadata"]["labels"]
    yield from _kept_not(POD_RULES, pod)
    for container in [*pod["containers"], *pod.get("initContainers", ())]:
        yield from _kept_not(CONTAINER_RULES, container)
        if labels in called:
            yield from _kept_not(CALLED_RULES, container)
    if not any(_leaves_some(one, labels, deployment["replicas"]) for one in budgets):
        yield "disruption budget"


def _kept_not(rules: dict[str, Callable[[Json], bool]], subject: Json) -> Iterator[str]:
    yield from (name for name, kept in rules.items() if not kept(subject))


def _resources(container: Json, kind: str) -> set[str]:
    return set(container.get("resources", {}).get(kind, {}))


def _leaves_some(budget: Json, labels: Json, replicas: int) -> bool:
    """Return whether one pod stays while a node is emptied, and another may go."""
    return budget["selector"]["matchLabels"] == labels and 1 <= budget["minAvailable"] < replicas
