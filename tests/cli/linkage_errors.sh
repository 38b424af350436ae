# Every mistake in a linkage config is told with line, column and the nearest word.
# small
printf 'id,given,born\n1,anna,1990-01-02\n2,bert,1991-03-04\n' >people.csv
cat >good.yaml <<'END'
purpose: "test"
output: out
dedupe: {path: people.csv, id: id}
fields:
  given: {column: given, transforms: [fold]}
  born: {column: born, transforms: [iso_date]}
comparisons:
  - {field: given, comparator: jaro_winkler, levels: [exact, 0.9]}
  - {field: born, comparator: date, levels: [exact, year]}
passes:
  - [given]
match: {threshold: 0.5}
END
expect_exit 0 "$RASOAT" dedupe good.yaml

wrong() { # place and message, sed command that spoils good.yaml
    sed "$2" good.yaml >bad.yaml
    cmp -s good.yaml bad.yaml && fail "'$2' changes nothing"
    expect_exit 78 "$RASOAT" dedupe bad.yaml
    expect_contains stderr "bad.yaml:$1"
}

wrong "4:1: error: unknown key 'field', did you mean 'fields'?" 's/^fields:/field:/'
wrong "1:1: error: missing key 'purpose'" '/^purpose/d'
wrong "1:1: error: missing key 'passes'" '/^passes/,/^  - \[given\]$/d'
wrong "1:1: error: one of 'link' and 'dedupe' must be there" '/^dedupe/d'
wrong "4:1: error: one of 'link' and 'dedupe' must be there, and not both" \
    's/^dedupe.*/&\nlink: {left: {path: people.csv}, right: {path: people.csv}}/'
wrong "3:10: error: unknown key 'pth', did you mean 'path'?" 's/path:/pth:/'
wrong "3:32: error: 'people.csv' has no column 'ids'" 's/id: id/id: ids/'
wrong "5:19: error: 'people.csv' has no column 'givn', did you mean 'given'?" 's/column: given/column: givn/'
wrong "5:39: error: unknown transform 'fould', did you mean 'fold'?" 's/fold/fould/'
wrong "5:39: error: " 's/\[fold\]/["prefix:x"]/'
wrong "5:26: error: unknown key 'transform', did you mean 'transforms'?" '5s/transforms/transform/'
wrong "8:13: error: unknown field 'giver', did you mean 'given'?" '8s/given/giver/'
wrong "8:32: error: unknown comparator 'jaro_winklr', did you mean 'jaro_winkler'?" 's/jaro_winkler/jaro_winklr/'
wrong "8:62: error: level '1.5': " 's/0.9/1.5/'
wrong "9:53: error: unknown level 'yer', did you mean 'year'?" 's/year/yer/'
wrong "8:39: error: comparator 'words' has levels of its own" '8s/comparator: jaro_winkler/comparator: words/'
wrong "8:78: error: 'frequency' needs 'exact' as the best level" 's/\[exact, 0.9\]}/[0.95, 0.9], frequency: true}/'
wrong "8:82: error: unknown comparison 'bron', known here: given, born" 's/0.9\]}/0.9], crossed_with: bron}/'
wrong "8:3: error: 'given' is crossed with 'born': they must name each other" 's/0.9\]}/0.9], crossed_with: born}/'
wrong "11:6: error: unknown field 'bron', known here: given, born" '11s/given/bron/'
wrong "11:5: error: a pass takes at most 2 fields by words" '5s/}$/, words: true}/; s/- \[given\]/- [given, given, given]/'
wrong "12:20: error: 'threshold' must be a number from 0 to 1, not '2'" 's/0.5}/2}/'
wrong "12:9: error: unknown key 'treshold', did you mean 'threshold'?" 's/threshold/treshold/'
wrong "12:8: error: 'review' must not be above 'threshold'" 's/0.5}/0.5, review: 0.6}/'

# a model that is none, or one of other comparisons
echo '{}' >model.json
sed 's/threshold: 0.5/model: model.json/' good.yaml >bad.yaml
expect_exit 78 "$RASOAT" dedupe bad.yaml
expect_contains stderr "model.json:1:"
expect_exit 66 "$RASOAT" dedupe nothing.yaml
