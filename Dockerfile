# This image runs the token service, which also serves the built app, on one port. .env.example names all settings, which are
# environment variables. The argument NODE_IMAGE names the base image by its digest, so that the same file makes the same image.
# docs/decisions/served-app.md says how to find the digest:
#   docker build --build-arg NODE_IMAGE=node:24-slim@sha256:<digest> .

ARG NODE_IMAGE
# The image that runs now, also by its digest: switchboard@sha256:<digest>. Pages that are open during an update still load the assets of that image, so the build keeps them. By
# default this is the next stage, which has no assets. The default must not contain another argument: `az acr build` reads this
# file before Docker does, and it does not expand an argument inside a default.
ARG PREVIOUS_IMAGE=no-previous-image

FROM ${NODE_IMAGE} AS no-previous-image

FROM ${PREVIOUS_IMAGE} AS previous
USER root
RUN mkdir -p /app/dist/web

FROM ${NODE_IMAGE} AS build
ARG NODE_IMAGE
RUN case "$NODE_IMAGE" in *@sha256:????????????????????????????????????????????????????????????????) ;; *) echo "NODE_IMAGE must name an image by digest: node:24-slim@sha256:<digest>" >&2; exit 1 ;; esac
ARG PREVIOUS_IMAGE
RUN case "$PREVIOUS_IMAGE" in no-previous-image | *@sha256:????????????????????????????????????????????????????????????????) ;; *) echo "PREVIOUS_IMAGE must name an image by digest: switchboard@sha256:<digest>" >&2; exit 1 ;; esac
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The build needs no install scripts of packages, and they would run as root here.
RUN npm ci --ignore-scripts
COPY . .
COPY --from=previous /app/dist/web ./dist/web
RUN npm run build && npm run write -- sbom

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
# dist/server is bundled and needs neither node_modules nor sources. Root owns it, and the service can only read it.
COPY --from=build /build/dist ./dist
# The base image has the user `node`. The service needs no root rights.
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT ?? 8080}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process, so SIGTERM reaches it. It then finishes running requests and exits.
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
