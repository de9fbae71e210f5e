// A process of its own: Hocuspocus as it comes, with texts in memory.
import { Server } from '@hocuspocus/server';

const server = new Server({
	port: Number(process.env['PORT']),
	address: '127.0.0.1',
	quiet: true,
});
await server.listen();
