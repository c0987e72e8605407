package server

import (
	"net/http"
	"strings"

	"connectrpc.com/connect"
	"connectrpc.com/grpcreflect"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/kartoteka/kartoteka/gen/grpc/health/v1/healthv1connect"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/config"
)

// mountReflection lets tools such as grpcurl read the description of the API.
func mountReflection(mux *http.ServeMux, table access, who config.Reflection, options ...connect.HandlerOption) {
	if who == config.ReflectionOff {
		return
	}
	names := []string{healthv1connect.HealthName}
	for _, service := range apiServices() {
		names = append(names, string(service.FullName()))
	}
	reflector := grpcreflect.NewReflector(namer(names), grpcreflect.WithDescriptorResolver(publicFiles{protoregistry.GlobalFiles}))
	permission := apiv1.Permission_PERMISSION_SIGNED_IN
	if who == config.ReflectionOpen {
		permission = apiv1.Permission_PERMISSION_PUBLIC
	}
	for _, mount := range []func(*grpcreflect.Reflector, ...connect.HandlerOption) (string, http.Handler){
		grpcreflect.NewHandlerV1, grpcreflect.NewHandlerV1Alpha,
	} {
		path, handler := mount(reflector, options...)
		mux.Handle(path, handler)
		table[path+"ServerReflectionInfo"] = permission
	}
}

// namer lists the names of the described services.
type namer []string

// Names implements grpcreflect.Namer.
func (n namer) Names() []string { return n }

// publicFiles shows the packages of the API and those that it imports, and hides others that the program contains.
type publicFiles struct{ protodesc.Resolver }

// FindFileByPath implements protodesc.Resolver.
func (p publicFiles) FindFileByPath(path string) (protoreflect.FileDescriptor, error) {
	if !isPublic(path) {
		return nil, protoregistry.NotFound
	}
	return p.Resolver.FindFileByPath(path)
}

// FindDescriptorByName implements protodesc.Resolver.
func (p publicFiles) FindDescriptorByName(name protoreflect.FullName) (protoreflect.Descriptor, error) {
	found, err := p.Resolver.FindDescriptorByName(name)
	if err == nil && !isPublic(found.ParentFile().Path()) {
		return nil, protoregistry.NotFound
	}
	return found, err
}

func isPublic(path string) bool {
	for _, folder := range []string{"kartoteka/v1/", "grpc/health/v1/", "google/protobuf/", "google/rpc/", "buf/validate/"} {
		if strings.HasPrefix(path, folder) {
			return true
		}
	}
	return false
}
