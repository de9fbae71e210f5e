import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What went through a meter. */
export interface Count {
	/** Documents written or deleted, as Firestore bills them. */
	writes: number;
	/** Documents delivered to queries and listeners, as Firestore bills them. */
	reads: number;
	/** Bytes that came from the server, uncompressed. */
	bytes: number;
}

/**
 * Stands between one browser and a server and counts. For Firestore it looks into the requests; of
 * WebSockets it counts the bytes.
 */
export class Meter {
	readonly #server: http.Server;
	readonly #target: number;
	readonly #reader = new Reader();
	readonly #agent = new http.Agent({ keepAlive: true });
	#count: Count = { writes: 0, reads: 0, bytes: 0 };

	private constructor(target: number) {
		this.#target = target;
		this.#server = http.createServer((request, response) => {
			this.#pass(request, response);
		});
		this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
			this.#join(request, socket, head);
		});
	}

	/** Opens a meter before the port of a server. */
	static async before(target: number): Promise<Meter> {
		const meter = new Meter(target);
		await new Promise<void>((resolve) => meter.#server.listen(0, '127.0.0.1', resolve));
		return meter;
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	/** What was counted since the last time, and begins anew. */
	read(): Count {
		const count = this.#count;
		this.#count = { writes: 0, reads: 0, bytes: 0 };
		return count;
	}

	close(): void {
		this.#server.close();
		this.#server.closeAllConnections();
		this.#agent.destroy();
	}

	#pass(request: IncomingMessage, response: ServerResponse): void {
		const { method, url = '', headers } = request;
		const asked: Buffer[] = [];
		const onward = http.request({
			host: '127.0.0.1',
			port: this.#target,
			method,
			path: url,
			headers: { ...headers, 'accept-encoding': 'identity' },
			agent: this.#agent,
		});
		request.on('data', (piece: Buffer) => asked.push(piece));
		request.on('end', () => {
			this.#count.writes += writesIn(url, Buffer.concat(asked).toString());
		});
		onward.on('response', (answer) => {
			answer.on('data', (piece: Buffer) => {
				this.#count.bytes += piece.byteLength;
				this.#count.reads += this.#reader.count(url, piece.toString('latin1'));
			});
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		onward.on('error', () => response.destroy());
		response.on('close', () => onward.destroy());
		request.pipe(onward);
	}

	#join(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const onward = connect(this.#target, '127.0.0.1', () => {
			const fields = Object.entries(request.headers).map(
				([name, value]) => `${name}: ${String(value)}`,
			);
			onward.write([`GET ${request.url ?? '/'} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
			onward.write(head);
			onward.on('data', (piece) => {
				this.#count.bytes += piece.byteLength;
			});
			onward.pipe(socket);
			socket.pipe(onward);
		});
		onward.on('error', () => socket.destroy());
		socket.on('error', () => onward.destroy());
	}
}

/** Writes in a request of the browser's SDK: its stream sends forms, its single calls JSON. */
function writesIn(url: string, body: string): number {
	if (body === '' || !/\/Write\/|:commit/.test(url)) return 0;
	const messages = url.includes(':commit')
		? [body]
		: [...new URLSearchParams(body)].flatMap(([key, value]) =>
				key.endsWith('___data__') ? [value] : [],
			);
	return messages
		.map((message) => JSON.parse(message) as { writes?: unknown[] })
		.reduce((sum, { writes = [] }) => sum + writes.length, 0);
}

/** One document delivered to a listener: its name, its version, and for which query. */
const DELIVERY =
	/"documentChange":\{"document":\{"name":"([^"]+)".*?"updateTime":"([^"]+)".*?"targetIds":\[([\d,]+)\]/gs;

/**
 * Counts the documents in answers that come in pieces. The emulator sends a query's whole result again
 * whenever one document of it changes; Firestore sends, and bills, the changed one. So a version of a
 * document counts once for each query of each browser.
 */
class Reader {
	readonly #delivered = new Set<string>();
	readonly #rests = new Map<string, string>();

	count(url: string, piece: string): number {
		if (!url.includes('/Listen/'))
			return countWord(piece, /"found"|"aggregateFields"|"document":/g);
		const browser = new URL(url, 'http://firestore').searchParams.get('SID') ?? '';
		const text = (this.#rests.get(browser) ?? '') + piece;
		const before = this.#delivered.size;
		let end = 0;
		for (const match of text.matchAll(DELIVERY)) {
			this.#delivered.add([browser, ...match.slice(1)].join(' '));
			end = match.index + match[0].length;
		}
		const rest = text.slice(end);
		const begun = rest.indexOf('"documentChange"');
		// Half of the word may have come.
		this.#rests.set(browser, begun < 0 ? rest.slice(-20) : rest.slice(begun));
		return this.#delivered.size - before;
	}
}

function countWord(text: string, word: RegExp): number {
	return [...text.matchAll(word)].length;
}
