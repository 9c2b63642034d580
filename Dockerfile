# The token service and the built app on one port. Settings are environment variables: .env.example names them all.

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Scripts of packages are not needed for a build, and run as root here.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-slim
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
