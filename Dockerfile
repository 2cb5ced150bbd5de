# syntax=docker/dockerfile:1
# The current LTS of Node; nothing here is native code, so that one build serves every architecture. Releases name both images by digest:
# --build-arg BUILD=node:24-slim@sha256:... --build-arg RUNTIME=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:...
ARG BUILD=node:24-slim
ARG RUNTIME=gcr.io/distroless/nodejs24-debian12:nonroot

FROM --platform=$BUILDPLATFORM ${BUILD} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY bin bin
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs
RUN npm ci --omit=dev --ignore-scripts

# No shell, no package manager, not root.
FROM ${RUNTIME}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules node_modules
COPY --from=build /src/bin bin
COPY --from=build /src/dist dist
USER 65532:65532
EXPOSE 9443 8080
ENTRYPOINT ["/nodejs/bin/node", "/app/bin/gatewright.cjs"]
CMD ["serve"]
