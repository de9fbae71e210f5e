import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A PNG of 8-bit RGB (3 channels) or RGBA (4) rows. */
export function encodePng(
	dots: Uint8Array,
	size: { width: number; height: number; channels: 3 | 4 },
): Uint8Array {
	const row = size.width * size.channels;
	const rows = new Uint8Array((row + 1) * size.height);
	for (let y = 0; y < size.height; y++)
		rows.set(dots.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(size.width, 0);
	header.writeUInt32BE(size.height, 4);
	header.set([8, size.channels === 4 ? 6 : 2, 0, 0, 0], 8);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', new Uint8Array()),
	]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(content.length, 0);
	framed.set(body, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
