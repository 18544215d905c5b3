# Sourced by the programs in bin/, with $program set to their name and $here to their file: sets TANIST_HOME, java and java_version, or says what is wrong.
# Starts no process where it can be helped: a second JVM only to ask for its version would cost more than many a command.

fail() {
    echo "$program: $1" >&2
    exit 2
}

if [ -z "${TANIST_HOME:-}" ]; then
    TANIST_HOME=$(cd "$(dirname "$here")/.." && pwd -P) || fail "cannot find the installation: set TANIST_HOME"
else
    TANIST_HOME=$(cd "$TANIST_HOME" 2>/dev/null && pwd -P) || fail "TANIST_HOME is no directory: correct or unset it"
fi
[ -d "$TANIST_HOME/lib/launcher" ] || fail "TANIST_HOME = '$TANIST_HOME' is no installation of Tanist: correct or unset it"
export TANIST_HOME

# Java takes the letters that file names may have from the locale; services and containers often have none.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME = '$JAVA_HOME' has no bin/java: set it to a JDK or JRE of version 17 or later, or unset it"
    java_home=$JAVA_HOME
else
    java=$(command -v java) || fail "there is no Java: install version 17 or later and put it on PATH, or set JAVA_HOME"
    java_home=$(readlink -f "$java")
    java_home=${java_home%/bin/java}
fi

# A release file is a list of NAME="value"; JAVA_VERSION is 17.0.15 or, before Java 9, 1.8.0_402.
java_version=
if [ -r "$java_home/release" ]; then
    while IFS='=' read -r name value; do
        [ "$name" = JAVA_VERSION ] && java_version=$value
    done < "$java_home/release"
fi
if [ -z "$java_version" ]; then
    java_version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p;') || java_version=
fi
java_version=${java_version#\"}
java_release=${java_version%\"}
java_version=${java_version#1.}
java_version=${java_version%%[!0-9]*}
case $java_version in
    '') fail "'$java' does not say its version: install Java 17 or later and set JAVA_HOME" ;;
esac
[ "$java_version" -ge 17 ] || fail "'$java' is Java $java_version: Tanist needs 17 or later; set JAVA_HOME to one"

# class_path DIRECTORY: its jars, in a fixed order.
class_path() {
    path=
    for jar in "$1"/*.jar; do
        path=${path:+$path:}$jar
    done
    echo "$path"
}
