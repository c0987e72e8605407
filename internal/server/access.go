package server

import (
	"context"
	"net/http"
	"strings"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	healthv1 "github.com/kartoteka/kartoteka/gen/grpc/health/v1"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// apiPackage is the package whose services the server offers.
const apiPackage = protoreflect.FullName("kartoteka.v1")

var (
	errSignIn = fault.New(fault.Unauthenticated, "SIGN_IN_REQUIRED", "Sign in, or send an API key as Authorization: Bearer.")
	errDenied = fault.New(fault.Denied, "PERMISSION_DENIED", "The caller lacks the permission for this method.")
)

// access is the permission that each procedure requires. A procedure that is not in the table is refused to everyone.
type access map[string]apiv1.Permission

// newAccess reads the table from the options of the methods. Health checks are public: load balancers have no
// credentials.
func newAccess() access {
	table := access{}
	for _, service := range apiServices() {
		methods := service.Methods()
		for i := range methods.Len() {
			method := methods.Get(i)
			permission, _ := proto.GetExtension(method.Options(), apiv1.E_Permission).(apiv1.Permission)
			table[procedure(method)] = permission
		}
	}
	health := healthv1.File_grpc_health_v1_health_proto.Services().Get(0).Methods()
	for i := range health.Len() {
		table[procedure(health.Get(i))] = apiv1.Permission_PERMISSION_PUBLIC
	}
	return table
}

// apiServices returns the services of the API.
func apiServices() []protoreflect.ServiceDescriptor {
	var services []protoreflect.ServiceDescriptor
	protoregistry.GlobalFiles.RangeFilesByPackage(apiPackage, func(file protoreflect.FileDescriptor) bool {
		for i := range file.Services().Len() {
			services = append(services, file.Services().Get(i))
		}
		return true
	})
	return services
}

func procedure(method protoreflect.MethodDescriptor) string {
	return "/" + string(method.Parent().FullName()) + "/" + string(method.Name())
}

// gate decides about a call before its body is read.
type gate struct {
	access access
	rates  *rates
}

// admit refuses callers that lack the permission or call too often.
func (g gate) admit(ctx context.Context, spec connect.Spec, _ connect.Peer, _ http.Header) (context.Context, error) {
	caller := auth.From(ctx)
	if caller.Kind != auth.Anonymous {
		logging.Caller(ctx, string(caller.Kind), caller.ID.String())
	}
	permission := g.access[spec.Procedure]
	switch {
	case caller.May(permission):
		if err := g.rates.take(caller); err != nil {
			return nil, toConnect(ctx, err)
		}
		return ctx, nil
	case caller.Kind == auth.Anonymous:
		return nil, toConnect(ctx, errSignIn)
	default:
		name := strings.TrimPrefix(permission.String(), "PERMISSION_")
		return nil, toConnect(ctx, errDenied.With("permission", name))
	}
}
