"""The package on a machine that systemd has booted: what is served, refused and shut off."""

import re
import time

import pytest
import requests
from urllib3.exceptions import InsecureRequestWarning

from tests.debian.office import PAGE, SETTINGS, UNIT
from tests.docs.commands import block
from tests.servers.ports import free_port
from tests.trial import FILES, assert_accepted, filled_batch

pytestmark = pytest.mark.debian

MAX_EXPOSURE = 2.5
PATIENCE = 60  # seconds


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_service_runs_once_it_is_installed_and_starts_with_the_machine(office):
    assert office.state() == "active"
    assert office.state("UnitFileState") == "enabled"
    assert requests.get("http://127.0.0.1:8000/health/ready", timeout=30).ok


def test_without_a_key_it_listens_to_this_machine_alone(office):
    office.set(port=office.port, host="0.0.0.0")
    office.machine.run("systemctl", "restart", UNIT, check=False)
    assert office.state() == "activating"
    assert "there is no key" in office.said()
    assert not office.ready()
    office.set(host="127.0.0.1")
    wait_for(office.ready)  # by itself, as the page says


def test_a_mistaken_setting_is_named(office):
    office.set(prot=1)
    office.machine.run("systemctl", "restart", UNIT, check=False)
    assert office.state() == "activating"
    assert "prot: there is no such setting" in office.said()
    office.machine.run("sed", "--in-place", "/^prot/d", SETTINGS)
    wait_for(office.ready)


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_each_format_is_checked(served, file):
    assert_accepted(*served, file)


def test_a_call_without_a_key_is_refused(served):
    assert requests.post(f"{served[0]}/check", timeout=60).status_code == 401


@pytest.mark.usefixtures("served")
def test_beyond_this_machine_it_is_served_with_a_key(office):
    office.set(host="0.0.0.0")
    office.restart()
    assert "0.0.0.0" in office.log().rpartition("Starting")[2]
    office.set(host="127.0.0.1")
    office.restart()


@pytest.mark.usefixtures("served")
def test_its_doctor_finds_nothing_that_fails(office):
    done = office.machine.run("precheck-api", "doctor", check=False)
    assert done.returncode == 0, done.stdout
    for subject in ("settings", "secret", "database"):
        assert re.search(rf"^ok +{subject} ", done.stdout, re.MULTILINE), done.stdout


def test_the_first_account_signs_in_at_the_desk(office, served):
    made = office.machine.run(
        "precheck-api", "user", "add", "siti", "--role", "admin", "--generate"
    )
    password = re.search(r"First password: (.+)", made.stdout)[1]
    with requests.Session() as desk:
        page = desk.get(f"{served[0]}/desk/sign-in", timeout=30).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
        fields = {"name": "siti", "password": password, "csrf_token": token}
        desk.post(f"{served[0]}/desk/sign-in", data=fields, timeout=30)
        assert desk.get(f"{served[0]}/desk/password", timeout=30).url.endswith("/password")


def test_systemd_rates_it_as_shut_off(office):
    rated = office.machine.run("systemd-analyze", "security", UNIT, "--no-pager").stdout
    exposure = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", rated)[1])
    assert exposure <= MAX_EXPOSURE, rated


def processes(office):
    """Return the status of each process of the service, the first one's first."""
    listed = office.machine.run("cat", f"/sys/fs/cgroup/system.slice/{UNIT}/cgroup.procs").stdout
    return [status(office, one) for one in sorted(map(int, listed.split()))]


def test_a_batch_is_checked_at_a_lower_priority(office, served):
    filled_batch(*served)
    threads = [f"/proc/{one['Pid']}/task/" for one in processes(office)]
    found = ("find", *threads, "-maxdepth", "2", "-name", "stat", "-exec", "cat", "{}", "+")
    listed = office.machine.run(*found).stdout.splitlines()
    niceness = [int(one.rpartition(")")[2].split()[16]) for one in listed]
    assert max(niceness) == min(niceness) + 10


def status(office, process):
    text = office.machine.run("cat", f"/proc/{process}/status").stdout
    return dict(line.split(":", 1) for line in text.splitlines()) | {"Pid": str(process)}


@pytest.mark.usefixtures("served")
def test_its_processes_have_no_rights(office):
    user = office.machine.run("id", "--user", "precheck").stdout.strip()
    found = processes(office)
    assert len(found) > 2
    for one in found:
        assert set(one["Uid"].split()) == {user}
        assert {int(one[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapInh")} == {0}
        assert one["NoNewPrivs"].strip() == "1"
        assert one["Seccomp"].strip() == "2"


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", ["/x", "/opt/precheck/x", "/etc/precheck/x", "/var/x", "/usr/x"])
def test_it_writes_nothing_but_its_data(office, path):
    main = office.state("MainPID")
    within = ("nsenter", f"--target={main}", "--mount", "touch")
    assert "Read-only file system" in office.machine.run(*within, path, check=False).stderr
    office.machine.run(*within, "/var/lib/precheck/x")
    office.machine.run("rm", "/var/lib/precheck/x")


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (SETTINGS, "640 root precheck"),
        ("/etc/precheck", "2750 root precheck"),
        ("/var/lib/precheck", "700 precheck precheck"),
        ("/var/lib/precheck/secret", "600 precheck precheck"),
        ("/var/lib/precheck/precheck.db", "600 precheck precheck"),
    ],
)
def test_settings_and_data_are_for_the_service_alone(office, path, expected):
    assert office.machine.run("stat", "--format=%a %U %G", path).stdout.strip() == expected


def test_memory_is_bounded_and_nothing_of_it_reaches_a_disk(office):
    total = int(
        re.search(r"MemTotal: +(\d+)", office.machine.run("cat", "/proc/meminfo").stdout)[1]
    )
    assert int(office.state("MemoryMax")) / 1024 / total == pytest.approx(0.8, abs=0.01)
    assert office.state("MemorySwapMax") == "0"
    assert office.state("LimitCORE") == "0"


@pytest.mark.usefixtures("served")
def test_its_log_holds_no_fault(office):
    """Before the next test kills a process, of which the log tells as a fault."""
    for word in ("Traceback", '"level": "error"', "crash", "Operation not permitted"):
        assert word not in office.log()


@pytest.mark.usefixtures("served")
def test_a_killed_process_is_replaced_and_so_is_the_service(office):
    before = [one["Pid"] for one in processes(office)]
    main = office.state("MainPID")
    (child, *_) = [one["Pid"] for one in processes(office) if one["PPid"].strip() == main]
    office.machine.shell(f"kill -KILL {child}")
    wait_for(lambda: office.ready() and len(processes(office)) >= len(before))
    assert office.state("MainPID") == main
    office.machine.shell(f"kill -KILL {main}")
    wait_for(lambda: office.state("MainPID") not in {"0", main} and office.ready())


@pytest.mark.usefixtures("served")
def test_officers_reach_the_desk_by_the_proxy_of_the_page(office):
    https = free_port()
    more = {"HTTP_PORT": free_port(), "HTTPS_PORT": https, "UPSTREAM": f"127.0.0.1:{office.port}"}
    own = "".join(f"Environment=PRECHECK_{name}={value}\n" for name, value in more.items())
    page = block(PAGE, "Officers' computers").replace("precheck.example.go.id", "localhost")
    office.machine.shell(page.replace("\n' >/etc", f"\n{own}' >/etc"))
    with pytest.warns(InsecureRequestWarning):  # the certificate is Caddy's own
        answer = requests.get(f"https://localhost:{https}/desk/sign-in", verify=False, timeout=60)
    assert answer.status_code == 200
    assert "Secure" in answer.headers["Set-Cookie"]


def test_people_check_photos_as_themselves(office):
    office.machine.run("mkdir", "--parents", "/srv/photos")
    office.machine.put(FILES[0].values[0], "/srv/photos")
    command = ("runuser", "-u", "nobody", "--", "precheck", "check", "/srv/photos/00002.jpg")
    assert "accept" in office.machine.run(*command).stdout


def test_only_root_runs_the_services_commands(office):
    command = ("runuser", "-u", "nobody", "--", "precheck-api", "key", "list")
    done = office.machine.run(*command, check=False)
    assert done.returncode == 1
    assert "sudo precheck-api key list" in done.stderr
