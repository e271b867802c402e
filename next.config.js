/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Compression costs CPU and saves nothing on loopback.
  compress: false,
  // These load files that lie beside their code (wasm, data), which a bundle would not carry.
  serverExternalPackages: [
    "@aws-sdk/client-ec2",
    "@aws-sdk/client-sts",
    "@aws-sdk/credential-providers",
    "@electric-sql/pglite",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/schema-engine-wasm",
    "pg",
    "pg-boss",
    "pglite-prisma-adapter",
    "undici",
    "z3-solver",
  ],
  // Types are checked by `npm run check`, once, over tests and scripts as well.
  typescript: { ignoreBuildErrors: true },
};

export default config;
