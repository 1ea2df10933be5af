import closeWithGrace from 'close-with-grace';
import { loadConfig } from './config';
import { createService } from './service';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const app = createService(config);

  // Requests in flight are answered before the process ends.
  closeWithGrace({ delay: 10_000, logger: app.log }, async ({ err }) => {
    if (err) {
      app.log.fatal(err);
    }
    await app.close();
  });

  await app.listen({ host: '0.0.0.0', port: config.port });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
