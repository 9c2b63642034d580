# The token service and the built app on one port. Settings are environment variables: .env.example names them all.
# The base is named by digest, so that the same file makes the same image; docs/decisions/container.md says how to find it:
#   docker build --build-arg NODE_IMAGE=node:24-slim@sha256:<digest> .

ARG NODE_IMAGE
# The image that runs now. Its app's assets stay loadable for pages that are open; without it there are none.
ARG PREVIOUS_IMAGE=${NODE_IMAGE}

FROM ${PREVIOUS_IMAGE} AS previous
USER root
RUN mkdir -p /app/dist/web

FROM ${NODE_IMAGE} AS build
ARG NODE_IMAGE
RUN case "$NODE_IMAGE" in *@sha256:????????????????????????????????????????????????????????????????) ;; *) echo "NODE_IMAGE must name an image by digest: node:24-slim@sha256:<digest>" >&2; exit 1 ;; esac
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Scripts of packages are not needed for a build, and run as root here.
RUN npm ci --ignore-scripts
COPY . .
COPY --from=previous /app/dist/web ./dist/web
RUN npm run build && npm run sbom

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
# dist/server runs with nothing beside it: no package manager's tree, no sources. Owned by root, read by the service.
COPY --from=build /build/dist ./dist
# The image has this user; nothing the service does needs root.
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT ?? 8080}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process, so that SIGTERM reaches it: it then ends what is under way, and itself.
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
