# Runs the App: `docker build -t release-captain .`; docs/running.md says how to start it.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No scripts of packages run. What is optional is a Node for machines without one.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-slim
# git makes the releases, gpg and ssh-keygen sign them; tini waits for what they leave behind.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git gnupg openssh-client tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data /cache
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY src ./src
COPY sandbox ./sandbox
COPY templates ./templates
# Nothing is written but to these three, so the rest may be read-only. The record is in /data/release-captain, unless
# DATABASE_URL says otherwise.
ENV HOST=0.0.0.0 PORT=3000 XDG_STATE_HOME=/data XDG_CACHE_HOME=/cache HOME=/tmp TMPDIR=/tmp
VOLUME ["/data", "/cache", "/tmp"]
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
# PGlite takes half of the memory with it, and is as fast.
CMD ["node", "--liftoff-only", "bin/release-captain.js", "start"]
