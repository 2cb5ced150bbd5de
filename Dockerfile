# syntax=docker/dockerfile:1
# The current LTS of Node; nothing here is native code, so that one build serves every architecture.
ARG NODE=24

FROM --platform=$BUILDPLATFORM node:${NODE}-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY bin bin
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

# No shell, no package manager, not root.
FROM gcr.io/distroless/nodejs${NODE}-debian12:nonroot
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules node_modules
COPY --from=build /src/bin bin
COPY --from=build /src/dist dist
USER 65532:65532
EXPOSE 9443 8080
ENTRYPOINT ["/nodejs/bin/node", "/app/bin/gatewright.mjs"]
CMD ["serve"]
