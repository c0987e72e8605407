package customer_test
import ("testing";"fmt";"os";"strings")
func TestZZ(t *testing.T){
 if os.Getenv("ZZ")=="" {t.Skip()}
 n:=5000; fmt.Sscan(os.Getenv("ZZ"),&n)
 eachWatched(t, func(t *testing.T, w watched){
  if !w.db.IsPostgres() {return}
  w.fill(t,n)
  for _,q:=range []string{
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' ORDER BY name_key,id LIMIT 21`,
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' ESCAPE '\' ORDER BY name_key,id LIMIT 21`,
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' OR id = ANY(ARRAY(SELECT id FROM customers WHERE number='x')) ORDER BY name_key,id LIMIT 21`,
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' OR id = ANY('{01a20024-ddf5-7c70-a0df-e14fbc871a64}') ORDER BY name_key,id LIMIT 21`,
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' OR number='x' ORDER BY name_key,id LIMIT 21`,
   `SELECT * FROM customers WHERE search_text LIKE '%nowak%' ESCAPE '\' OR number='x' ORDER BY name_key,id LIMIT 21`,
  } {
   rows,err:=w.pool.Query("EXPLAIN ANALYZE "+q)
   if err!=nil {fmt.Println(q,err);continue}
   fmt.Println(q)
   for rows.Next(){var x string; rows.Scan(&x); fmt.Println("   ", strings.TrimRight(x," "))}
   rows.Close()
  }
 })
}
