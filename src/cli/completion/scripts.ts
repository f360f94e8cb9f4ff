/** What a shell is told once; at each TAB it asks `mt-judge __complete`, so that the script never falls behind. */

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

const bins = 'mt-judge gen-answers gen-judgment show-results';

/** bash 3.2, which macOS has, knows neither `mapfile` nor `compopt`. */
const bash = `# Completion of mt-judge for bash. In ~/.bashrc: source <(mt-judge completion bash)
_mt_judge() {
  local line program=mt-judge word="\${COMP_WORDS[COMP_CWORD]}" tab=$'\\t'
  local -a given=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  if [ "\${COMP_WORDS[0]##*/}" = mt-judge ]; then program="\${COMP_WORDS[0]}"
  else given=("\${COMP_WORDS[0]##*/}" "\${given[@]}"); fi
  [ "$word" = = ] && word=
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files | :folders)
        local kind=-f; [ "$line" = :folders ] && kind=-d
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$kind" -- "$word") ;;
      *) COMPREPLY+=("\${line%%"$tab"*}") ;;
    esac
  done < <("$program" __complete -- "\${given[@]}" 2>/dev/null)
}
complete -F _mt_judge ${bins}
`;

const zsh = `#compdef ${bins}
# Completion of mt-judge for zsh. In ~/.zshrc, after compinit: source <(mt-judge completion zsh)
_mt_judge() {
  local program=mt-judge line
  local -a given=("\${(@)words[2,CURRENT]}") found
  if [[ \${words[1]:t} == mt-judge ]]; then program=\${words[1]}
  else given=("\${words[1]:t}" "\${given[@]}"); fi
  while IFS= read -r line; do
    case $line in
      :files) _files; return ;;
      :folders) _files -/; return ;;
      ?*) found+=("\${\${line//:/\\\\:}/$'\\t'/:}") ;;
    esac
  done < <("$program" __complete -- "\${given[@]}" 2>/dev/null)
  _describe mt-judge found
}
compdef _mt_judge ${bins}
`;

const fish = `# Completion of mt-judge for fish. In ~/.config/fish/config.fish: mt-judge completion fish | source
function __mt_judge_complete
  set -l given (commandline -opc)
  set -l word (commandline -ct)
  set -l program mt-judge
  if test (basename -- $given[1]) = mt-judge
    set program $given[1]
    set -e given[1]
  else
    set given[1] (basename -- $given[1])
  end
  for line in ($program __complete -- $given "$word" 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path "$word"
      case :folders
        __fish_complete_directories "$word"
      case '*'
        echo $line
    end
  end
end
${bins
  .split(' ')
  .map((bin) => `complete -c ${bin} -f -a '(__mt_judge_complete)'`)
  .join('\n')}
`;

export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
