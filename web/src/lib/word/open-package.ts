import { unzipSync } from 'fflate';
import { WordError } from './word-error.ts';

/** What is read of a file at most: bytes packed, bytes unpacked, number of parts, growth of one part. */
export const PACKAGE_LIMITS = {
	packed: 20 * 1024 * 1024,
	unpacked: 120 * 1024 * 1024,
	parts: 3000,
	growth: 300,
	xml: 40 * 1024 * 1024,
} as const;

/** First bytes of a zip, and of the container of .doc, .wps and encrypted files. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const CONTAINER = [0xd0, 0xcf, 0x11, 0xe0];

/** Parts that hold words, lists, notes and pictures; macros, objects and outside links are never unpacked. */
const WANTED =
	/^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/document\.xml\.rels|word\/media\/[^/]+)$/;

/** The parts of a .docx that are of use, by name. Throws {@link WordError}. */
export function openPackage(bytes: Uint8Array, name = ''): Record<string, Uint8Array> {
	if (begins(bytes, CONTAINER) || /\.(?:doc|wps|wpt|dot)$/i.test(name))
		throw new WordError('oldFormat');
	if (/\.(?:docm|dotm)$/i.test(name)) throw new WordError('macros');
	if (!begins(bytes, ZIP)) throw new WordError('notWord');
	if (bytes.byteLength > PACKAGE_LIMITS.packed) throw new WordError('tooLarge');
	const parts = unpack(bytes);
	if (!parts['word/document.xml']) throw new WordError('notWord');
	return parts;
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
	let count = 0;
	let total = 0;
	try {
		// What a header says of the size is all the room a part gets, so that a lie gains nothing.
		return unzipSync(bytes, {
			filter({ name, size, originalSize }) {
				if (/vbaProject\.bin$/i.test(name)) throw new WordError('macros');
				count += 1;
				if (count > PACKAGE_LIMITS.parts) throw new WordError('bomb');
				if (!WANTED.test(name)) return false;
				total += originalSize;
				const isXml = name.endsWith('.xml') || name.endsWith('.rels');
				const grows = originalSize > Math.max(1, size) * PACKAGE_LIMITS.growth;
				const tooMuch = total > PACKAGE_LIMITS.unpacked;
				if (tooMuch || grows || (isXml && originalSize > PACKAGE_LIMITS.xml))
					throw new WordError('bomb');
				return true;
			},
		});
	} catch (error) {
		throw error instanceof WordError ? error : new WordError('broken');
	}
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
	return start.every((byte, index) => bytes[index] === byte);
}
