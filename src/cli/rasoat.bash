# Completion of rasoat for bash. What can follow is asked of the program's own help, so that a new
# command or option needs no line here.

_rasoat_words() { # command: its long options, or the commands where none is given
    if [ $# = 0 ]; then
        rasoat --lang en --help 2>/dev/null | sed -n '/^Commands:/,/^Options:/s/^  \([a-z]*\) .*/\1/p'
    else
        rasoat --lang en help "$1" 2>/dev/null | grep -o -e '--[a-z-]*' | sort -u
    fi
}

_rasoat() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' word
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        -* | vi | en) ;;
        *) command=$word && break ;;
        esac
    done
    COMPREPLY=()
    case $previous in
    --lang)
        mapfile -t COMPREPLY < <(compgen -W 'vi en' -- "$current")
        return
        ;;
    --strategy)
        mapfile -t COMPREPLY < <(compgen -W 'exact-id exact-keys rules fs fs-tf full' -- "$current")
        return
        ;;
    --threads | --limit | --residents | --seed | --dirt | --civil | --welfare | --vaccination | --source)
        return
        ;;
    esac
    if [ -z "$command" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_rasoat_words) help --help --version --lang" -- "$current")
    elif [ "$command" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_rasoat_words)" -- "$current")
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_rasoat_words "$command")" -- "$current")
    else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}

complete -F _rasoat rasoat
