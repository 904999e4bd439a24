"""deploy/: manifests of Kubernetes, Compose and systemd fit their schemas and the project."""

import json
import os
import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from conflict_atlas import settings
from conflict_atlas.hosting import metrics
from conflict_atlas.hosting.sessions import Sessions

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
VERSIONS = ("1.30", "1.34", "1.37")  # the oldest supported, and newer ones
HAPROXY = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


@cache
def manifests() -> dict[tuple[str, str], dict[str, Any]]:
    """Every object by kind and name; each file must be listed to be applied."""
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))
    there = {path.name for path in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(listed["resources"]) == there
    found = [
        one
        for name in listed["resources"]
        for one in yaml.safe_load_all((KUBERNETES / name).read_text("utf-8"))
    ]
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def pod(kind: str, name: str) -> dict[str, Any]:
    return dict(manifests()[kind, name]["spec"]["template"]["spec"])


def environment(container: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one.get("value") for one in container["env"]}


PODS = [("Deployment", "atlas"), ("Deployment", "balancer"), ("StatefulSet", "postgresql")]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_manifest_is_one(version: str):
    for one in manifests().values():
        kubernetes_validate.validate(one, version, strict=True)


def test_a_manifest_with_a_slip_is_none():
    spoilt = json.loads(json.dumps(manifests()["Deployment", "atlas"]))
    spoilt["spec"]["template"]["spec"]["containers"][0]["readinesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(spoilt, VERSIONS[-1], strict=True)


def test_whatever_selects_finds_its_pods():
    labels = [manifests()[key]["spec"]["template"]["metadata"]["labels"] for key in PODS]
    for (kind, _), one in manifests().items():
        if kind == "Service":
            assert one["spec"]["selector"] in labels
        elif kind in {"Deployment", "StatefulSet", "PodDisruptionBudget"}:
            assert one["spec"]["selector"]["matchLabels"] in labels


def test_a_process_is_asked_what_it_answers_and_has_time_to_leave():
    spec = pod("Deployment", "atlas")
    [container] = spec["containers"]
    for name in ("startupProbe", "readinessProbe"):
        assert container[name]["httpGet"]["path"] == "/healthz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/_stcore/health"
    said = environment(container)
    assert settings.has_metrics(said)
    drain = settings.drain_seconds(said)
    assert 0 < drain < spec["terminationGracePeriodSeconds"]
    assert container["args"] == ["--processes", "1"]
    assert "replicas" not in manifests()["Deployment", "atlas"]["spec"]


def test_more_processes_come_before_those_there_are_are_full(ask):
    [container] = pod("Deployment", "atlas")["containers"]
    [metric] = manifests()["HorizontalPodAutoscaler", "atlas"]["spec"]["metrics"]
    target = int(metric["pods"]["target"]["averageValue"])
    assert 0 < target < settings.session_limit(environment(container))
    _, _, told = ask(metrics.route("/metrics", Sessions(), int), "/metrics")
    assert f"\n{metric['pods']['metric']['name']} " in told.decode()


def test_readers_reach_all_processes_by_the_balancer_alone():
    service = manifests()["Service", "processes"]["spec"]
    assert service["clusterIP"] == "None"
    assert service["publishNotReadyAddresses"]  # a full process keeps its readers
    [container] = pod("Deployment", "balancer")["containers"]
    name = environment(container)["ATLAS_PROCESSES"]
    assert ("Namespace", "conflict-atlas") in manifests()
    assert name == "processes.conflict-atlas.svc.cluster.local."
    [rule] = manifests()["Ingress", "atlas"]["spec"]["rules"]
    assert rule["http"]["paths"][0]["backend"]["service"]["name"] == "balancer"
    settings_of = {one["name"]: one for one in pod("Deployment", "balancer")["volumes"]}
    assert settings_of["settings"]["configMap"]["name"] == "balancer"


@pytest.mark.parametrize(("kind", "name"), PODS)
def test_no_pod_may_more_than_it_needs(kind: str, name: str):
    spec = pod(kind, name)
    assert spec["securityContext"]["runAsNonRoot"]
    assert not spec["automountServiceAccountToken"]
    for container in spec["containers"]:
        assert not container["securityContext"]["allowPrivilegeEscalation"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


def test_no_secret_is_in_them():
    assert not [key for key in manifests() if key[0] == "Secret"]
    for key in PODS:
        for container in pod(*key)["containers"]:
            for one in container["env"]:
                if any(word in one["name"] for word in ("PASSWORD", "SECRET")):
                    assert one["valueFrom"]["secretKeyRef"]["name"] == "atlas"


def test_compose_is_as_its_specification_says():
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(vendored.read_text("utf-8"))
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    jsonschema.validate(compose, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(compose | {"servces": {}}, schema)
    services = compose["services"]
    assert services["atlas"]["deploy"]["replicas"] == 2
    assert services["proxy"]["environment"]["ATLAS_PROCESSES"] == "atlas"
    mounted = services["proxy"]["volumes"][0].split(":")[0]
    assert (DEPLOY / mounted).samefile(KUBERNETES / "haproxy.cfg")
    build = services["atlas"]["build"]
    root = DEPLOY / build["context"]
    assert (root / build["dockerfile"]).is_file()
    assert (root / build["args"]["REQUIREMENTS"]).is_file()
    assert f"!{build['args']['REQUIREMENTS']}" in (root / ".containerignore").read_text("utf-8")


def rules(file: Path) -> list[str]:
    """The rules of a balancer, without what has to differ: names, cookies of processes, servers."""
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    differs = ("#", "cookie ", "dynamic-cookie-key", "server", "resolvers", "parse-", "hold ")
    return [line for line in lines if line and not line.startswith(differs)]


def test_both_balancers_have_the_same_rules():
    assert rules(DEPLOY / "haproxy.cfg") == rules(KUBERNETES / "haproxy.cfg")
    assert len(rules(DEPLOY / "haproxy.cfg")) > 20


@pytest.mark.skipif(not HAPROXY, reason="haproxy is not installed")
@pytest.mark.parametrize("file", [DEPLOY / "haproxy.cfg", KUBERNETES / "haproxy.cfg"])
def test_a_balancers_file_is_sound(file: Path):
    named = os.environ | {"ATLAS_PROCESSES": "processes.example."}
    subprocess.run([str(HAPROXY), "-c", "-f", file], env=named, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_unit_is_one(tmp_path: Path):
    text = (DEPLOY / "systemd" / "conflict-atlas@.service").read_text("utf-8")
    unit = tmp_path / "conflict-atlas@8511.service"  # the program it starts has to exist
    unit.write_text(text.replace("/srv/conflict-atlas/.venv/bin/python", "/bin/true"), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],  # noqa: S607 - found on PATH
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "conflict-atlas" in done.stderr) == (0, False), done.stderr
