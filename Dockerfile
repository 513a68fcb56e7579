# syntax=docker/dockerfile:1
# A pod in a small image: docker build -t samara . && docker run -p 3000:3000 -v samara:/data samara
# For a pod that others can reach see config/deploy/.

FROM rust:1.95-slim-bookworm AS build
# The compiler for SQLite and the allocator, OpenSSL's headers for keys and TLS.
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev libssl-dev make pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /samara
COPY . .
# The caches outlive one build; the program is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/samara/target,sharing=locked \
    cargo build --release --locked --bin samara \
 && cp target/release/samara /usr/local/bin/samara

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libssl3 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 samara \
 && useradd --system --uid 10001 --gid samara --home-dir /data --shell /usr/sbin/nologin samara \
 && install -d -o samara -g samara -m 700 /data
COPY --from=build /usr/local/bin/samara /usr/local/bin/samara
COPY LICENSE /usr/share/doc/samara/LICENSE
# In a container the loopback address would be nobody's.
ENV SAMARA_LISTEN=0.0.0.0:3000 \
    SAMARA_DATA=/data
USER samara
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["samara", "health"]
ENTRYPOINT ["samara"]
CMD ["serve"]
