# The accuracy that linkages promise on public sets, at one fixed threshold and with weights learnt
# from the files alone: the configs are bench/linkage/*.yaml. LINKAGE_DATA is the folder of the sets
# (febrl/, splink-fake/, splink-historical50k/), which are not kept here. Prints figures.
need python3 zstd
[ -d "${LINKAGE_DATA:-}" ] || skip "LINKAGE_DATA is no folder"
ln -s "$LINKAGE_DATA"/*/*.csv .
[ ! -e "$LINKAGE_DATA/splink-historical50k/truth.csv.zst" ] || {
    ln -s "$LINKAGE_DATA/splink-historical50k/records.csv.zst" historical50k.csv.zst
    zstd -dqo historical50k-truth.csv "$LINKAGE_DATA/splink-historical50k/truth.csv.zst"
}

config() { # name; FEBRL 1 and 2, on which nothing was looked at, take the config of FEBRL 3
    case $1 in
    febrl[12]) sed "s/febrl3/$1/" "$ROOT/bench/linkage/febrl3.yaml" ;;
    *) cat "$ROOT/bench/linkage/$1.yaml" ;;
    esac
}

scored() { # name, command, truth, least F1 of pairs and of closed clusters
    config "$1" | sed "s/^output: .*/output: $1/" >"$1.yaml"
    [ -e "$3" ] || { echo "# $1: not there" && return; }
    expect_exit 0 "$RASOAT" "$2" "$1.yaml" --quiet
    python3 "$ROOT/tests/accuracy/score_linkage.py" "$1" "$1" "$3" "$4" "$5" >figures ||
        { cat figures; fail "the figures of $1 are below what is promised"; }
    sed 's/^/# /' figures
}

scored febrl4 link febrl4-truth.csv 0.9996 0.9996
scored febrl4_no_number link febrl4-truth.csv 0.997 0.997
scored febrl3 dedupe febrl3-truth.csv 0.998 0.999
scored febrl1 dedupe febrl1-truth.csv 0.998 0.999
scored febrl2 dedupe febrl2-truth.csv 0.998 0.999
scored fake1000 dedupe fake1000-truth.csv 0.96 0.97
scored historical50k dedupe historical50k-truth.csv 0.88 0.93
