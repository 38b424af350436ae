# init: kinds from headers, mappings written out, unknown columns named; the draft is a config.
# small
export LC_ALL=C.UTF-8
mkdir 'dữ liệu'
printf 'Số định danh,Họ và tên,Ngày sinh,Giới tính,Ghi chú\n' >residents.csv
printf 'Mã đối tượng;Họ và tên;Ngày sinh;Loại trợ cấp;Số tài khoản\n' >'dữ liệu/An Sinh 2026.csv'
printf 'Mã mũi,Họ tên,Ngày sinh,Mũi số,Ngày tiêm\n' >vaccine.csv
printf 'Số đăng ký,Họ tên,Ngày sinh,Loại sự kiện\n' >civil.csv
printf 'a,b\n' >other.csv

"$RASOAT" init residents.csv 'dữ liệu/An Sinh 2026.csv' vaccine.csv civil.csv >rasoat.yaml
grep -qx '  - name: an-sinh-2026' rasoat.yaml
grep -qx '    path: "dữ liệu/An Sinh 2026.csv"' rasoat.yaml
grep -q '^    kind: social_welfare ' rasoat.yaml
grep -q '^    kind: vaccination ' rasoat.yaml
grep -q '^    kind: civil_registry ' rasoat.yaml
grep -qx '    personal_id: "Số định danh"' rasoat.yaml
grep -qx '  # column not used: "Ghi chú"' rasoat.yaml
"$RASOAT" init residents.csv civil.csv civil.csv civil.csv --lang vi >names.yaml
grep -qx '  - name: civil-2' names.yaml
grep -qx '  - name: civil-3' names.yaml
grep -qx '  # cột chưa dùng: "Ghi chú"' names.yaml

# the drafts are configs: what is left to say is the kind that could not be guessed
"$RASOAT" init residents.csv other.csv >other.yaml
code=0
"$RASOAT" index other.yaml 2>err || code=$?
[ "$code" = 78 ]
grep -q "unknown kind 'CHOOSE'" err
code=0
"$RASOAT" check rasoat.yaml >out 2>err || code=$?
[ "$code" != 78 ] || { cat err >&2 && exit 1; }
