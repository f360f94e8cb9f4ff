/**
 * The Python script that runs programs for the sandboxes that have a Python of their own: it reads one request a line,
 * forks, and answers with one line. It guards nothing; the borders are those of whatever it runs in.
 *
 * A program gets an empty folder, no standard input, and limits of memory (address space), files (64 MiB each), open
 * files, processes and processor time. Its time is what has passed less what it waited for a processor. The verdict comes
 * through a pipe that the forked process holds: a program that looks for it can forge it.
 */

import { describeSource, guardSource, outputSource } from './python-source.ts';

/** What the driver reads, a line each. */
export interface DriverRequest {
  program: string;
  seconds: number;
  megabytes: number;
  guard: boolean;
  /** How many processes the program's user may have; 0 sets no limit, where other processes of the user count. */
  processes: number;
  /** Whether every other process that the driver may signal is the program's, and is ended with it. */
  alone: boolean;
}

const source = `
import io, json, os, platform, resource, select, shutil, signal, sys, tempfile, time
from importlib import import_module as module
${describeSource}
${outputSource}
${guardSource}
INTERPRETER = platform.python_implementation() + ' ' + platform.python_version()

def limit(name, amount):
    kind = getattr(resource, name, None)
    if kind is not None:
        hard = resource.getrlimit(kind)[1]
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, amount))

def child(request, writer, folder):
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    kept = 3
    os.dup2(writer, kept)
    os.closerange(kept + 1, 256)
    os.chdir(folder)
    limit('RLIMIT_CORE', 0)
    limit('RLIMIT_FSIZE', 64 << 20)
    limit('RLIMIT_NOFILE', 256)
    limit('RLIMIT_AS', request['megabytes'] << 20)
    limit('RLIMIT_CPU', int(request['seconds']) + 2)
    if request['processes']:
        limit('RLIMIT_NPROC', request['processes'])
    sys.stdin = sys.stdout = sys.stderr = Output()
    program = request['program']
    if request['guard']:
        guard()
    write, leave, told = os.write, os._exit, describe
    try:
        exec(program, {})
        verdict = '{"passed": true}'
    except BaseException as error:
        verdict = told(error)
    write(kept, verdict.encode())
    leave(0)

def waited(pid):
    try:
        with open('/proc/%d/schedstat' % pid) as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0

def ended(pid):
    done, status = os.waitpid(pid, os.WNOHANG)
    return status if done else None

def verdict_in(text):
    try:
        return json.loads(text)
    except ValueError:
        return None

def follow(pid, reader, seconds):
    # The verdict that came, the status of a process that ended, or neither where the time is over.
    started = time.monotonic()
    text = b''
    while True:
        status = ended(pid)
        if select.select([reader], [], [], 0 if status is not None else 0.02)[0]:
            piece = os.read(reader, 65536)
            text += piece
            if verdict_in(text) is not None:
                return verdict_in(text), status
            if not piece:
                time.sleep(0.002)
        if status is not None:
            return None, status
        if len(text) > 1 << 20 or time.monotonic() - started - waited(pid) > seconds:
            return None, None

def end(pid, status, alone):
    if status is None:
        for kill in (os.killpg, os.kill):
            try:
                kill(pid, signal.SIGKILL)
            except OSError:
                pass
        os.waitpid(pid, 0)
    if alone:
        # All that the program left behind; the last wait finds no child and raises.
        try:
            os.kill(-1, signal.SIGKILL)
            while True:
                os.waitpid(-1, 0)
        except OSError:
            pass

def failed(exception, message):
    return {'kind': 'failed', 'exception': exception, 'message': message, 'lines': []}

def judge(told, status):
    if isinstance(told, dict):
        if told.get('passed') is True:
            return {'kind': 'passed'}
        if told.get('exception') == 'MemoryError':
            return {'kind': 'out of memory'}
        return dict(told, kind='failed')
    if told is not None:
        return failed('SystemError', 'the program wrote a verdict of its own')
    if status is None or os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return {'kind': 'timed out'}
    if os.WIFSIGNALED(status):
        return failed('SystemError', 'the interpreter was ended by signal %d' % os.WTERMSIG(status))
    return failed('SystemExit', 'the program ended the interpreter with exit code %d' % os.WEXITSTATUS(status))

def run(request):
    folder = tempfile.mkdtemp()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(request, writer, folder)
        finally:
            os._exit(1)
    os.close(writer)
    try:
        told, status = follow(pid, reader, request['seconds'])
        end(pid, status, request['alone'])
        return judge(told, status)
    finally:
        os.close(reader)
        shutil.rmtree(folder, ignore_errors=True)

def main():
    for line in sys.stdin.buffer:
        outcome = run(json.loads(line))
        reply = json.dumps({'outcome': outcome, 'interpreter': INTERPRETER}) + chr(10)
        os.write(1, reply.encode())

main()
`;

/** Arguments of a Python that runs the driver. Its name keeps the driver's own lines out of what is said of a program. */
export const driverArgs: readonly string[] = [
  '-I',
  '-c',
  "import sys; exec(compile(sys.argv.pop(), '<driver>', 'exec'))",
  source,
];
