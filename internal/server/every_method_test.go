package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// owner sets the server up and returns the headers of the owner's browser.
func (c *caller) owner() []string {
	token, needed, err := c.Services().Sessions.EnsureSetupToken(auth.With(c.Context(), auth.System()))
	require.NoError(c, err)
	require.True(c, needed)
	browser := []string{"Origin", c.url, "Sec-Fetch-Site", "same-origin"}
	c.send(browser, "SessionService/CreateOwner", `{"token": %q, "email": "owner@example.com", "name": "Owner", "password": %q}`, token, password)
	got := c.post(c.T, "/kartoteka.v1.SessionService/SignIn", strings.NewReader(`{"email": "owner@example.com", "password": "`+password+`"}`), browser...)
	c.statements["SessionService/SignIn"] = c.counter.Load()
	cookie, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	require.NotEmpty(c, cookie)
	return append(browser, "Cookie", cookie)
}

func (c *caller) callStaff() {
	c.staff("SessionService/GetSession", `{}`)
	c.staff("SessionService/UpdatePreferences", `{"preferences": {"language": "pl"}}`)
	c.staff("SessionService/ChangePassword", `{"currentPassword": %q, "newPassword": "another horse battery"}`, password)
	var member document
	for i := range 3 {
		member = c.staff("StaffService/CreateStaff", `{"staff": {"email": "staff%d@example.com", "name": "Staff %d", "role": "STAFF_ROLE_SUPPORT"}}`, i, i)
	}
	c.staff("StaffService/UpdateStaff", `{"staff": {"id": %q, "etag": %q, "name": "Nowak"}, "updateMask": "name"}`, member.at("staff", "id"), member.at("staff", "etag"))
	c.staff("StaffService/ResetStaffPassword", `{"id": %q}`, member.at("staff", "id"))
	c.staff("StaffService/ListStaff", `{}`)
	c.staff("StaffService/ListRoles", `{}`)
	var key document
	for i := range 3 {
		key = c.staff("ApiKeyService/CreateApiKey", `{"apiKey": {"name": "Key %d", "scopes": ["API_KEY_SCOPE_READ"]}}`, i)
	}
	c.staff("ApiKeyService/ListApiKeys", `{}`)
	c.staff("ApiKeyService/RevokeApiKey", `{"id": %q}`, key.at("apiKey", "id"))
	made := c.staff("ShopService/CreateShop", `{"shop": {"code": "b2b", "name": "B2B", "country": "PL", "language": "pl", "currency": "PLN", "timeZone": "Europe/Warsaw"}}`)
	c.staff("ShopService/UpdateShop", `{"shop": {"id": %q, "etag": %q, "name": "Trade"}, "updateMask": "name"}`, made.at("shop", "id"), made.at("shop", "etag"))
	c.staff("ShopService/ListShops", `{}`)
}

// callCustomers returns the ids of customers.
func (c *caller) callCustomers() []string {
	var ids []string
	var made document
	for i := range 3 {
		made = c.staff("CustomerService/CreateCustomer", `{"customer": {"kind": "CUSTOMER_KIND_COMPANY", "name": "Customer %d", "taxCountry": "PL", "email": "customer%d@example.com"},
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "street": "Prosta 1", "city": "Warszawa", "postalCode": "00-001", "country": "PL"}]}`, i, i)
		ids = append(ids, made.at("customer", "id").(string))
	}
	id := ids[2]
	c.staff("CustomerService/UpdateCustomer", `{"customer": {"id": %q, "etag": %q, "note": "Pays late"}, "updateMask": "note"}`, id, made.at("customer", "etag"))
	c.staff("CustomerService/BlockCustomer", `{"id": %q, "scope": "BLOCK_SCOPE_ORDERING", "reason": "Unpaid"}`, id)
	c.staff("CustomerService/UnblockCustomer", `{"id": %q}`, id)
	c.awaitsApproval(ids[0], ids[1])
	c.staff("CustomerService/ApproveCustomer", `{"id": %q}`, ids[0])
	c.staff("CustomerService/RejectCustomer", `{"id": %q, "reason": "Unknown"}`, ids[1])
	address := c.staff("CustomerService/CreateAddress", `{"customerId": %q, "address": {"type": "ADDRESS_TYPE_SHIPPING", "street": "Krzywa 2", "city": "Warszawa", "postalCode": "00-002", "country": "PL"}}`, id)
	changed := c.staff("CustomerService/UpdateAddress", `{"address": {"id": %q, "etag": %q, "city": "Kraków"}, "updateMask": "city"}`, address.at("address", "id"), address.at("address", "etag"))
	c.staff("CustomerService/ListAddresses", `{"customerId": %q}`, id)
	c.staff("CustomerService/DeleteAddress", `{"id": %q, "etag": %q}`, changed.at("address", "id"), changed.at("address", "etag"))
	c.staff("CustomerService/GetCustomer", `{"id": %q}`, id)
	c.staff("CustomerService/ListCustomers", `{"filter": {"query": "customer"}}`)
	c.staff("CustomerService/CountCustomers", `{"filter": {"query": "customer"}}`)
	c.staff("HistoryService/ListHistory", `{"subject": "HISTORY_SUBJECT_CUSTOMER", "id": %q}`, id)
	return ids
}

// awaitsApproval makes customers as a registration that awaits approval leaves them; the API has none yet.
func (c *caller) awaitsApproval(ids ...string) {
	for _, id := range ids {
		err := databasetest.Open(c.T, c.database).Client(c.Context()).Customer.Update().
			Where(customer.ID(uuid.MustParse(id))).SetApproval("pending").SetStatus("pending").Exec(c.Context())
		require.NoError(c, err)
	}
}

func (c *caller) callEmployees(customers []string) {
	var made document
	for i := range 3 {
		made = c.staff("EmployeeService/CreateEmployee", `{"customerId": %q, "employee": {"email": "employee%d@example.com", "firstName": "Jan", "lastName": "Nowak", "role": "EMPLOYEE_ROLE_BUYER"}}`, customers[2], i)
	}
	id := made.at("employee", "id")
	c.staff("EmployeeService/UpdateEmployee", `{"employee": {"id": %q, "etag": %q, "firstName": "Anna"}, "updateMask": "firstName"}`, id, made.at("employee", "etag"))
	c.staff("EmployeeService/BlockEmployee", `{"id": %q}`, id)
	c.staff("EmployeeService/UnblockEmployee", `{"id": %q}`, id)
	c.staff("EmployeeService/SetDefaultEmployee", `{"id": %q}`, id)
	c.staff("EmployeeService/ListEmployees", `{"customerId": %q}`, customers[2])
	other := c.staff("EmployeeService/CreateEmployee", `{"customerId": %q, "employee": {"email": "left@example.com", "firstName": "Ewa", "lastName": "Nowak", "role": "EMPLOYEE_ROLE_BUYER"}}`, customers[2])
	c.staff("EmployeeService/DeleteEmployee", `{"id": %q}`, other.at("employee", "id"))
}

func (c *caller) callGroups(customers []string) {
	var made document
	for i := range 3 {
		made = c.staff("GroupService/CreateGroup", `{"group": {"name": "Group %d", "codes": [{"sourceSystem": "ERP", "code": "G%d"}]}}`, i, i)
	}
	id := made.at("group", "id")
	c.staff("GroupService/AddMembers", `{"groupId": %q, "customerIds": [%q, %q]}`, id, customers[0], customers[2])
	c.staff("GroupService/RemoveMembers", `{"groupId": %q, "customerIds": [%q]}`, id, customers[0])
	c.staff("GroupService/UpdateGroup", `{"group": {"id": %q, "etag": %q, "name": "Retail"}, "updateMask": "name"}`, id, made.at("group", "etag"))
	c.staff("GroupService/GetGroup", `{"id": %q}`, id)
	c.staff("GroupService/ListGroups", `{}`)
	gone := c.staff("GroupService/CreateGroup", `{"group": {"name": "Gone"}}`)
	c.staff("GroupService/DeleteGroup", `{"id": %q}`, gone.at("group", "id"))
}

func (c *caller) callPrices(customers []string) {
	c.erp("ProductService/PushProducts", `{"products": [
		{"sku": "A", "name": "Anvil", "category": ["Tools"], "brand": "Acme", "basePrice": {"amount": "100", "currency": "PLN"}, "taxRate": "23"},
		{"sku": "B", "name": "Bolt", "category": ["Tools", "Small"], "brand": "Acme", "basePrice": {"amount": "1", "currency": "PLN"}, "taxRate": "23"},
		{"sku": "C", "name": "Chisel", "category": ["Tools"], "brand": "Bosch", "basePrice": {"amount": "20", "currency": "PLN"}, "taxRate": "23"}]}`)
	c.staff("ProductService/ListProducts", `{}`)
	c.staff("ProductService/ListCategories", `{}`)
	c.staff("ProductService/ListBrands", `{}`)
	var made document
	for _, sku := range []string{"A", "B", "C"} {
		made = c.staff("DiscountService/CreateDiscount", `{"discount": {"target": {"customerId": %q}, "scope": {"sku": %q}, "percent": "5"}}`, customers[2], sku)
	}
	id := made.at("discount", "id")
	c.staff("DiscountService/CreateDiscount", `{"discount": {"target": {"customerId": %q}, "scope": {"sku": "A"}, "percent": "2"}}`, customers[2])
	c.staff("DiscountService/UpdateDiscount", `{"discount": {"id": %q, "etag": %q, "percent": "7"}, "updateMask": "percent"}`, id, made.at("discount", "etag"))
	c.staff("DiscountService/GetDiscount", `{"id": %q}`, id)
	c.staff("DiscountService/ListDiscounts", `{"customerId": %q, "inherited": true}`, customers[2])
	c.staff("DiscountService/ListDiscountFindings", `{}`)
	shop := c.staff("ShopService/ListShops", `{}`).at("shops", 0, "id")
	c.staff("DiscountService/PreviewDiscount", `{"discount": {"target": {"customerId": %q}, "scope": {"sku": "B"}, "percent": "9"}, "shopId": %q, "skus": ["A", "B"]}`, customers[2], shop)
	quote := fmt.Sprintf(`{"shopId": %q, "customerId": %q, "lines": [{"sku": "A", "quantity": "1"}, {"sku": "B", "quantity": "1"}, {"sku": "C", "quantity": "1"}]}`, shop, customers[2])
	c.staff("PricingService/Quote", `%s`, quote)
	c.staff("PricingService/Explain", `{"quote": %s}`, quote)
	c.staff("DiscountService/EndDiscount", `{"id": %q}`, id)
}

func (c *caller) callCoupons(customers []string) {
	var made document
	for i := range 3 {
		made = c.staff("CouponService/CreateCoupon", `{"coupon": {"code": "SPRING%d", "name": "Spring", "percent": "10", "customerId": %q}}`, i, customers[2])
	}
	id := made.at("coupon", "id")
	c.staff("CouponService/UpdateCoupon", `{"coupon": {"id": %q, "etag": %q, "name": "Summer"}, "updateMask": "name"}`, id, made.at("coupon", "etag"))
	shop := c.staff("ShopService/ListShops", `{}`).at("shops", 0, "id")
	var redeemed document
	for range 3 {
		redeemed = c.staff("CouponService/RedeemCoupon", `{"requestId": %q, "code": "SPRING2", "shopId": %q, "customerId": %q, "total": {"amount": "100", "currency": "PLN"}}`, uuid.New(), shop, customers[2])
	}
	c.staff("CouponService/ReleaseCoupon", `{"redemptionId": %q}`, redeemed.at("redemption", "id"))
	c.staff("CouponService/GetCoupon", `{"id": %q}`, id)
	c.staff("CouponService/ListCoupons", `{}`)
	c.staff("CouponService/ListRedemptions", `{"couponId": %q}`, id)
	c.staff("CouponService/EndCoupon", `{"id": %q}`, id)
}

// contractors are as an ERP pushes them.
func contractors(note string, numbers ...int) string {
	var all []string
	for _, n := range numbers {
		all = append(all, fmt.Sprintf(`{"externalId": "K-%d", "name": "Contractor %d", "kind": "CUSTOMER_KIND_COMPANY", "taxCountry": "PL", "note": %q, "groups": ["G1"],
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "street": "Prosta 1", "city": "Warszawa", "postalCode": "00-001", "country": "PL"}],
			"employees": [{"email": "contractor%d@example.com", "firstName": "Jan", "lastName": "Nowak", "isDefault": true}]}`, n, n, note, n))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func (c *caller) callSync() {
	const service = "ContractorSyncService/"
	c.erp(service+"GetSyncInfo", `{}`)
	session := c.erp(service+"OpenSession", `{}`).at("sessionId")
	c.erp(service+"PushContractors", `{"requestId": %q, "sessionId": %q, "sessionSeq": 1, "contractors": %s}`, uuid.New(), session, contractors("first", 1, 2, 3))
	pushed := c.erp(service+"PushContractors", `{"requestId": %q, "sessionId": %q, "sessionSeq": 2, "contractors": %s}`, uuid.New(), session, contractors("second", 1, 2, 3))
	c.erp(service+"CloseSession", `{"sessionId": %q}`, session)
	c.erp(service+"GetSyncRun", `{"runId": %q}`, pushed.at("runId"))
	c.erp(service+"ListSyncResults", `{"runId": %q}`, pushed.at("runId"))
	c.erp(service+"ListContractorHashes", `{}`)
	c.erp(service+"ExportContractors", `{}`)
	cursor := c.erp(service+"PullChanges", `{}`).at("nextCursor")
	c.erp(service+"AckChanges", `{"consumer": "optima", "cursor": %q}`, cursor)
	c.erp("DiscountService/PushDiscounts", `{"discounts": [
		{"externalId": "R-1", "contractor": "K-1", "scope": {"sku": "A"}, "percent": "3"},
		{"externalId": "R-2", "contractor": "K-2", "scope": {"sku": "B"}, "percent": "3"},
		{"externalId": "R-3", "group": "G1", "scope": {"brand": "Acme"}, "percent": "3"}]}`)
}

// callSnapshots gives two snapshots up and completes two, of which one takes a member of staff.
func (c *caller) callSnapshots() {
	const service = "ContractorSyncService/"
	begin := func() any { return c.erp(service+"BeginSnapshot", `{"requestId": %q}`, uuid.New()).at("run", "id") }
	c.erp(service+"AbortSnapshot", `{"runId": %q}`, begin())
	c.staff("SourceSystemService/CancelSnapshot", `{"runId": %q}`, begin())

	run := begin()
	c.erp(service+"PushContractors", `{"requestId": %q, "snapshotRunId": %q, "contractors": %s}`, uuid.New(), run, contractors("third", 1, 2))
	c.erp(service+"ListAbsentContractors", `{"runId": %q}`, run)
	c.staff("SourceSystemService/ListSweep", `{"runId": %q}`, run)
	sum := sha256.Sum256([]byte("K-1\nK-2\n"))
	completion := fmt.Sprintf(`{"runId": %q, "count": 2, "digest": %q}`, run, hex.EncodeToString(sum[:]))
	refused := c.post(c.T, "/kartoteka.v1."+service+"CompleteSnapshot", strings.NewReader(completion), c.program...)
	require.Equal(c, "SWEEP_TOO_LARGE", refused.reason(c.T))
	var token string
	for _, detail := range refused.refusal(c.T).Details {
		token += detail.Debug.Metadata["confirm_token"]
	}
	c.staff("SourceSystemService/ConfirmSweep", `{"runId": %q, "confirmToken": %q}`, run, token)
	c.erp(service+"CompleteSnapshot", `%s`, completion)
}

func (c *caller) callSources() {
	const service = "SourceSystemService/"
	for i := range 2 {
		c.staff(service+"CreateSourceSystem", `{"sourceSystem": {"code": "OTHER%d", "name": "Other"}}`, i)
	}
	listed := c.staff(service+"ListSourceSystems", `{}`)
	var id, etag any
	for i := range listed.at("sourceSystems").([]any) {
		if listed.at("sourceSystems", i, "code") == "ERP" {
			id, etag = listed.at("sourceSystems", i, "id"), listed.at("sourceSystems", i, "etag")
		}
	}
	c.staff(service+"GetSourceSystem", `{"id": %q}`, id)
	c.staff(service+"UpdateSourceSystem", `{"sourceSystem": {"id": %q, "etag": %q, "name": "Optima"}, "updateMask": "name"}`, id, etag)
	c.staff(service+"ForgetRevisions", `{"id": %q}`, id)
	runs := c.staff(service+"ListSyncRuns", `{"sourceSystemId": %q}`, id)
	c.staff(service+"GetSourceSyncRun", `{"runId": %q}`, runs.at("runs", 0, "id"))
	c.staff(service+"ExportSyncRun", `{"runId": %q, "format": "REPORT_FORMAT_CSV"}`, runs.at("runs", 0, "id"))
	c.staff(service+"ListFeedConsumers", `{"sourceSystemId": %q}`, id)
	c.staff(service+"DeleteFeedConsumer", `{"sourceSystemId": %q, "name": "optima"}`, id)

	c.erp("ContractorSyncService/PushContractors", `{"contractors": [{"externalId": "BAD-1"}, {"externalId": "BAD-2"}, {"externalId": "BAD-3"}]}`)
	c.staff(service+"ListSyncRejects", `{"sourceSystemId": %q}`, id)
	c.bothEdit(1, 2)
	conflicts := c.staff(service+"ListSyncConflicts", `{"sourceSystemId": %q}`, id)
	c.staff(service+"ResolveSyncConflict", `{"id": %q, "resolution": "CONFLICT_RESOLUTION_TAKE_SHOP"}`, conflicts.at("conflicts", 0, "id"))
	// The last push is one of a usual size again.
	c.erp("ContractorSyncService/PushContractors", `{"requestId": %q, "contractors": %s}`, uuid.New(), contractors("last", 1, 2, 3))
}

// bothEdit has staff and the ERP change the note of contractors.
func (c *caller) bothEdit(numbers ...int) {
	pushed := c.erp("ContractorSyncService/PushContractors", `{"contractors": %s}`, contractors("agreed", numbers...))
	for i := range numbers {
		customer := c.staff("CustomerService/GetCustomer", `{"id": %q}`, pushed.at("results", i, "customerId"))
		c.staff("CustomerService/UpdateCustomer", `{"customer": {"id": %q, "etag": %q, "note": "of staff"}, "updateMask": "note"}`,
			customer.at("customer", "id"), customer.at("customer", "etag"))
	}
	c.erp("ContractorSyncService/PushContractors", `{"contractors": %s}`, contractors("of the ERP", numbers...))
}

func (c *caller) callWebhooks() {
	const service = "WebhookService/"
	source := c.staff("SourceSystemService/ListSourceSystems", `{}`).at("sourceSystems", 0, "id")
	var made document
	for i := range 3 {
		made = c.staff(service+"CreateWebhook", `{"webhook": {"sourceSystemId": %q, "url": "https://127.0.0.1:1/%d", "enabled": true}}`, source, i)
	}
	id := made.at("webhook", "id")
	c.staff(service+"UpdateWebhook", `{"webhook": {"id": %q, "etag": %q, "sourceSystemId": %q, "url": "https://127.0.0.1:1/changed"}, "updateMask": "url"}`, id, made.at("webhook", "etag"), source)
	c.staff(service+"RotateWebhookSecret", `{"id": %q}`, id)
	c.staff(service+"SendTestWebhook", `{"id": %q}`, id)
	c.staff(service+"ListWebhooks", `{"sourceSystemId": %q}`, source)
	c.staff(service+"ListWebhookDeliveries", `{"webhookId": %q}`, id)
	c.staff(service+"DeleteWebhook", `{"id": %q}`, id)
}
