"""Real servers, started and stopped by real processes, in folders with a space in their name."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest

from tracker import embedded_postgres
from tracker.embedded_postgres import place as places
from tracker.embedded_postgres import programs
from tracker.embedded_postgres.server import postmaster

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
# Uses the server until its standard input is closed; as an ordinary user if given a number.
USER_PROCESS = """
import os, sys
from pathlib import Path
from tracker import embedded_postgres
if uid := int(sys.argv[2]):
    os.setgroups([]); os.setgid(uid); os.setuid(uid)
try:
    print(embedded_postgres.start(Path(sys.argv[1]))["HOST"], flush=True)
except embedded_postgres.EmbeddedPostgresError as error:
    sys.exit(str(error))
sys.stdin.read()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


class User:
    """A process that uses the server of a folder; ``host`` is the socket's, once it is up."""

    def __init__(self, var, *, uid=0, **environment):
        clean = {"PATH": os.defpath, "PYTHONPATH": str(ROOT)}  # neither LANG nor LC_ALL
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER_PROCESS, str(var), str(uid)],
            env=clean | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def is_up(self):
        self.host = self.process.stdout.readline().strip()
        assert self.host, self.process.stderr.read()
        return self

    def leave(self):
        """Exit cleanly; what was said on stderr."""
        return self.process.communicate()[1]

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def query(self, sql):
        # "with" would only end the transaction
        with closing(connect(self.host)) as connection:
            return connection.execute(sql).fetchall()


def connect(host):
    return psycopg.connect(host=host, user="veille", dbname="veille", port=5432, autocommit=True)


@pytest.fixture
def folder():
    """An empty folder that everybody can enter, unlike pytest's own when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="veille tests ", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def var(folder):
    var = folder / "var"
    yield var
    remove(var)


@pytest.fixture(scope="module")
def data():
    """A folder whose server was started and stopped once: copied, it saves the others a second."""
    folder = Path(tempfile.mkdtemp(prefix="veille tests ", dir="/tmp"))
    folder.chmod(0o755)
    use_once(folder / "var")
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def used(var, data):
    """The folder of a server that ran before."""
    subprocess.run(["cp", "-a", data, var], check=True)
    return var


def remove(var):
    if var.exists():
        assert embedded_postgres.stop(var)
        for path in embedded_postgres.leftovers(var):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def use_once(var, **options):
    """Start the server on new data and stop it; what was said on stderr."""
    return User(var, **options).is_up().leave()


def server_of(var):
    return postmaster(embedded_postgres.find_place(var.resolve()))


def pid_file(var):
    return embedded_postgres.find_place(var.resolve()).data / "postmaster.pid"


# ── One process, several processes


def test_a_fresh_database_folds_accented_letters_whatever_the_locale(var):
    user = User(var).is_up()

    assert user.query("SELECT lower('ÉÀ')") == [("éà",)]
    user.leave()


def test_the_last_process_to_leave_stops_the_server(var):
    first, second = User(var).is_up(), User(var).is_up()

    first.leave()
    assert server_of(var)
    second.leave()
    assert server_of(var) is None


def test_six_processes_at_once_on_a_fresh_folder_share_one_server(var):
    users = [User(var) for _ in range(6)]

    assert len({user.is_up().query("SELECT pg_postmaster_start_time()")[0] for user in users}) == 1
    for user in users:
        user.leave()
    assert server_of(var) is None


def test_starting_twice_in_one_process_changes_nothing(var):
    twice = USER_PROCESS.replace("try:", "embedded_postgres.start(Path(sys.argv[1]))\ntry:")

    done = subprocess.run(
        [sys.executable, "-c", twice, str(var), "0"], cwd=ROOT, input="", text=True, check=True
    )

    assert done.returncode == 0
    assert server_of(var) is None


# ── Accidents


def test_a_stale_pid_file_that_names_a_stranger_harms_nobody(used):
    stranger = subprocess.Popen(["sleep", "60"])
    pid_file(used).write_text(f"{stranger.pid}\n{used}/pg\n")

    use_once(used)

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_an_empty_pid_file_is_no_obstacle(used):
    pid_file(used).touch()

    use_once(used)

    assert server_of(used) is None


def test_what_was_committed_survives_kill_9_of_the_server(var):
    user = User(var).is_up()
    with closing(connect(user.host)) as connection:
        connection.execute("CREATE TABLE saved AS SELECT 42 AS n")
        os.kill(server_of(var).pid, signal.SIGKILL)

    other = User(var).is_up()

    assert other.query("SELECT n FROM saved") == [(42,)]
    user.leave()
    other.leave()


def test_after_kill_9_of_its_only_user_the_next_clean_exit_stops_the_server(var):
    User(var).is_up().kill()
    assert server_of(var)

    use_once(var)

    assert server_of(var) is None


def test_an_interrupted_creation_of_the_data_is_begun_again(var):
    (var / "pg.new").mkdir(parents=True)
    (var / "pg.new" / "PG_VERSION").write_text("18\n")
    if os.geteuid() == 0:
        os.chown(var / "pg.new", NOBODY, -1)

    use_once(var)

    assert not (var / "pg.new").exists()


# ── Folders


def test_a_path_too_long_for_a_socket_gets_a_private_folder_while_the_server_runs(folder):
    var = folder / ("long " * 12) / ("longer " * 9)
    user = User(var).is_up()

    socket = Path(user.host)
    assert socket.parent == Path("/tmp")
    assert socket.stat().st_mode & 0o777 == 0o700
    user.leave()
    assert not socket.exists()
    remove(var)


def test_a_socket_folder_that_is_not_ours_is_refused(folder):
    var = folder / ("long " * 12) / ("longer " * 9)
    socket = embedded_postgres.find_place(var).socket
    socket.symlink_to(folder)

    said = User(var).leave()

    assert said == f"{socket} exists and is not ours: remove it.\n"
    socket.unlink()
    remove(var)


def test_data_of_another_major_are_refused_in_one_sentence(used):
    (used / "pg" / "PG_VERSION").write_text("16\n")

    said = User(used).leave()

    assert said.startswith(f"{used}/pg was made by PostgreSQL 16 and this is PostgreSQL 18: ")
    assert said.count("\n") == 1


@as_root
def test_root_leaves_a_private_folder_private_and_says_where_the_data_are(folder):
    folder.chmod(0o700)
    before = [path.stat().st_mode for path in (folder, *folder.parents)]
    user = User(folder / "var").is_up()

    home = embedded_postgres.find_place(folder / "var").home
    assert [path.stat().st_mode for path in (folder, *folder.parents)] == before
    assert Path(user.host).is_relative_to(home)
    assert not home.is_relative_to(folder)
    assert str(home) in user.leave()
    remove(folder / "var")
    assert not home.exists()


@as_root
def test_data_that_became_unreachable_are_not_taken_for_an_empty_database(folder, used):
    folder.chmod(0o700)

    assert "can no longer reach" in User(used).leave()


@as_root
def test_programs_out_of_reach_are_copied_beside_the_data(folder, var):
    private = folder / "private"
    private.mkdir(mode=0o700)
    package = Path(programs.find_spec(programs.PACKAGE).submodule_search_locations[0])
    for found in (package, package.with_name(package.name + ".libs")):
        (private / found.name).symlink_to(found)

    use_once(var, PYTHONPATH=f"{private}:{ROOT}")

    assert list(var.glob("pg-programs-*"))
    assert private.stat().st_mode & 0o777 == 0o700


@as_root
def test_an_ordinary_user_runs_the_server_as_itself(folder):
    os.chown(folder, NOBODY, NOBODY)
    var = folder / "var"
    user = User(var, uid=NOBODY).is_up()

    assert server_of(var).uids().real == NOBODY
    assert (var / "pg.users").stat().st_uid == NOBODY
    user.leave()
    assert server_of(var) is None


@as_root
def test_what_root_made_is_refused_to_an_ordinary_user_in_one_sentence(used):

    said = User(used, uid=NOBODY).leave()

    assert said.startswith("The database cannot be started: ")
    assert said.count("\n") == 1


# ── What can be missing


def test_a_missing_package_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(programs, "find_spec", lambda name: None)

    with pytest.raises(embedded_postgres.EmbeddedPostgresError, match="is not installed"):
        programs.find_programs(places.Place(tmp_path, tmp_path, 0, 0))


def test_programs_for_another_machine_are_one_sentence(tmp_path):
    foreign = tmp_path / "postgres"
    foreign.write_bytes(b"\x7fELF of another kind")
    foreign.chmod(0o755)
    here = places.Place(tmp_path, tmp_path, os.geteuid(), os.getegid())

    with (
        pytest.raises(embedded_postgres.EmbeddedPostgresError, match="another kind of machine"),
        places.in_one_sentence(),
    ):
        programs.run(here, foreign)


def test_a_full_disk_is_told_in_plain_words():
    said = "initdb: error: could not write file: No space left on device\ninitdb: removing contents"

    assert programs.reason(said) == "the disk is full."


def test_the_tests_leave_no_server_behind(var):
    use_once(var)

    commands = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert not any(str(var / "pg") in command for command in commands)
