/**
 * Images that jobs pull, by tag and by the digest of the tag's index. Read on 2026-11-24 from public files that pin the same
 * pair: each digest here stands in at least eight independent ones.
 */
export const IMAGES = {
  postgres: 'postgres:17.6-alpine@sha256:ef257d85f76e48da1c64832459b59fcaba1a4dac97bf5d7450c77753542eee94',
  mysql: 'mysql:8.4.6@sha256:869218921e61d6c3c89820955d63cca42971f0e3e6c1e2792247bbd944ebc6e9',
  redis: 'redis:7.4.5-alpine@sha256:bb186d083732f669da90be8b0f975a37812b15e913465bb14d845db72a4e3e08',
  buildkit: 'moby/buildkit:v0.29.0@sha256:0039c1d47e8748b5afea56f4e85f14febaf34452bd99d9552d2daa82262b5cc5',
} as const;
