# A death in the civil registry whose resident is still alive is proposed to the residents, with the
# record that speaks for it; one that the residents know is not.
# small
mkdir d && cd d
cat >residents.csv <<'X'
so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa,trang_thai,ngay_mat
001045000011,Nguyễn Văn Thử,05/03/1945,Nam,00004,Đang sống,
001145000022,Trần Thị Mẫu,17/08/1945,Nữ,00004,Đã chết,02/02/2024
001190000033,Lê Thị Giả,21/11/1990,Nữ,00004,Đang sống,
X
cat >civil.csv <<'X'
ma_ho_so,loai_su_kien,ngay_dang_ky,ho_ten,ngay_sinh,gioi_tinh,so_dinh_danh,ma_xa,ngay_mat
HT1,Khai tử,12/09/2026,Nguyễn Văn Thử,05/03/1945,Nam,001045000011,00004,10/09/2026
HT2,Khai tử,05/02/2024,Trần Thị Mẫu,17/08/1945,Nữ,001145000022,00004,02/02/2024
HT3,Kết hôn,05/02/2020,Lê Thị Giả,21/11/1990,Nữ,001190000033,00004,
X
cat >rasoat.yaml <<'X'
purpose: "thử"
as_of: 2026-10-31
output: out
residents: {path: residents.csv}
sources:
  - {name: civil, kind: civil_registry, path: civil.csv}
X
expect_exit 0 "$RASOAT" run rasoat.yaml --quiet
cut -d, -f1-6,8- out/published/proposals/residents.csv >proposals
cat >wanted <<'X'
register,key,field,old,new,rule,source,record_id
residents,001045000011,status,alive,dead,SO03,civil,HT1
residents,001045000011,death_date,,2026-09-10,SO03,civil,HT1
X
diff proposals wanted || fail "proposals to the residents differ"
expect_exit 0 "$RASOAT" verify out/published
