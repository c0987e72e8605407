package server_test

import (
	"net/http"
	"testing"

	"connectrpc.com/connect"
	"connectrpc.com/grpcreflect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
)

func reflectionStream(t *testing.T, r *running, key string) *grpcreflect.ClientStream {
	t.Helper()
	header := http.Header{}
	if key != "" {
		header.Set("Authorization", "Bearer "+key)
	}
	stream := grpcreflect.NewClient(http2(t), r.url, connect.WithGRPC()).NewStream(t.Context(), grpcreflect.WithRequestHeaders(header))
	t.Cleanup(func() { _, _ = stream.Close() })
	return stream
}

func TestReflection(t *testing.T) {
	t.Parallel()

	t.Run("lists the services of the API and no others", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		services, err := reflectionStream(t, r, r.key(t, auth.ReadScope)).ListServices()
		require.NoError(t, err)
		assert.ElementsMatch(t, []protoreflect.FullName{
			"grpc.health.v1.Health", "kartoteka.v1.ApiKeyService", "kartoteka.v1.ContractorSyncService",
			"kartoteka.v1.CustomerService", "kartoteka.v1.EmployeeService", "kartoteka.v1.GroupService",
			"kartoteka.v1.SessionService", "kartoteka.v1.ShopService", "kartoteka.v1.SourceSystemService",
			"kartoteka.v1.StaffService", "kartoteka.v1.WebhookService", "kartoteka.v1.CouponService", "kartoteka.v1.DiscountService",
			"kartoteka.v1.HistoryService", "kartoteka.v1.PricingService", "kartoteka.v1.ProductService",
		}, services)
	})

	t.Run("describes the API with all that it is built of", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		files, err := reflectionStream(t, r, r.key(t, auth.ReadScope)).FileContainingSymbol("kartoteka.v1.CustomerService")
		require.NoError(t, err)
		var names []string
		for _, file := range files {
			names = append(names, file.GetName())
		}
		assert.Contains(t, names, "kartoteka/v1/customer_service.proto")
		assert.Contains(t, names, "buf/validate/validate.proto")
	})

	t.Run("keeps what else is linked in to itself", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		stream := reflectionStream(t, r, r.key(t, auth.ReadScope))
		_, err := stream.FileByFilename("grpc/reflection/v1/reflection.proto")
		require.Error(t, err)
		_, err = stream.FileContainingSymbol("cel.expr.Value")
		require.Error(t, err)
	})

	t.Run("is closed to callers without credentials", func(t *testing.T) {
		t.Parallel()
		_, err := reflectionStream(t, start(t, sqlite(t)), "").ListServices()
		assert.Equal(t, connect.CodeUnauthenticated, connect.CodeOf(err))
	})

	t.Run("can be opened to everybody", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t), func(s *config.Serve) { s.Reflection = config.ReflectionOpen })
		_, err := reflectionStream(t, r, "").ListServices()
		require.NoError(t, err)
	})

	t.Run("can be turned off", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t), func(s *config.Serve) { s.Reflection = config.ReflectionOff })
		_, err := reflectionStream(t, r, r.key(t, auth.ReadScope)).ListServices()
		assert.Equal(t, connect.CodeUnimplemented, connect.CodeOf(err))
	})
}
