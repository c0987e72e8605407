# Builds the admin application, then the program around it, and keeps nothing but the program.
FROM node:22-bookworm-slim AS spa
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=spa /src/frontend/dist frontend/dist
# The build cannot see the repository: docker build --build-arg VERSION=v1.2.3 --build-arg COMMIT=… --build-arg DATE=…
ARG VERSION= COMMIT= DATE=
ENV PKG=github.com/kartoteka/kartoteka/internal/server
RUN CGO_ENABLED=0 go build -trimpath -o /kartoteka \
      -ldflags "-s -w -X $PKG.version=$VERSION -X $PKG.commit=$COMMIT -X $PKG.date=$DATE" ./cmd/kartoteka \
    && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /kartoteka /kartoteka
COPY --from=build --chown=nonroot:nonroot /data /data
VOLUME /data
ENV KARTOTEKA_DATABASE=sqlite:/data/kartoteka.db \
    KARTOTEKA_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/kartoteka", "health"]
ENTRYPOINT ["/kartoteka"]
CMD ["serve"]
