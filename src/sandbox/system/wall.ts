/** The commands that put a Python behind a wall of Linux namespaces: `bwrap`, or `unshare` with a root of its own. */

/** Where the interpreter and the libraries that it loads are. */
export interface PythonPlace {
  /** Path of the interpreter itself, no shim. */
  executable: string;
  /** Folders that it needs besides the system's: its prefixes. */
  folders: readonly string[];
}

export interface WallCommand {
  command: string;
  args: readonly string[];
}

/** Of the system, programs see these, read-only. No home folder, no `/etc` but the loader's cache, no `/var`, no `/run`. */
const systemFolders = ['/usr', '/lib', '/lib32', '/lib64', '/bin', '/sbin'];
const loaderCache = '/etc/ld.so.cache';
const writableMegabytes = 128;

/**
 * `exists` tells which of the system's folders are there. The driver is process 1, which no program can signal.
 */
export function bwrapCommand(
  python: PythonPlace,
  exists: (path: string) => boolean,
  script: readonly string[],
): WallCommand {
  const readable = [...systemFolders, loaderCache, ...python.folders].filter(exists);
  const args = [
    ...[
      '--unshare-all',
      '--as-pid-1',
      '--die-with-parent',
      '--new-session',
      '--cap-drop',
      'ALL',
      '--clearenv',
    ],
    ...readable.flatMap((path) => ['--ro-bind', path, path]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--size', String(writableMegabytes * 1024 * 1024), '--tmpfs', '/tmp'],
    ...['--chdir', '/tmp', '--hostname', 'sandbox', '--setenv', 'HOME', '/tmp'],
    ...['--', python.executable, ...script],
  ];
  return { command: 'bwrap', args };
}

/**
 * As `bwrap` does it: a file system in memory becomes the root, with the system's folders bound into it read-only, and
 * all capabilities are given up before Python starts, so that nothing of it can be undone. `root` is an empty folder.
 */
export function unshareCommand(
  python: PythonPlace,
  exists: (path: string) => boolean,
  { root, script }: { root: string; script: readonly string[] },
): WallCommand {
  const readable = [...systemFolders, ...python.folders].filter(exists);
  const namespaces = ['--user', '--map-root-user', '--net', '--mount', '--pid', '--ipc', '--uts'];
  const setUp = ['--fork', '--kill-child', '/bin/sh', '-c', rootScript, 'sh', root, readable.join('\n')];
  return { command: 'unshare', args: [...namespaces, ...setUp, python.executable, ...script] };
}

const rootScript = `set -e
root=$1 folders=$2
shift 2
mount -t tmpfs -o size=${writableMegabytes}m,mode=755 tmpfs "$root"
IFS='
'
for folder in $folders; do
  if [ -L "$folder" ]; then
    ln -s "$(readlink "$folder")" "$root$folder"
  else
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder" 2>/dev/null || mount --rbind "$folder" "$root$folder"
    mount -o remount,bind,ro,nosuid "$root$folder"
  fi
done
mkdir "$root/proc" "$root/dev" "$root/tmp"
mount -t proc proc "$root/proc"
for device in null zero urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
cd "$root"
exec chroot "$root" /bin/sh -c 'cd /tmp && exec "$@"' sh \\
  setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all \\
  env -i HOME=/tmp PATH=/usr/bin:/bin "$@"
`;
