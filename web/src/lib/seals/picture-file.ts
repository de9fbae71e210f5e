/** Longest side of a picture that is sent, in pixels, and bytes of its PNG: what the server takes. */
const LIMITS = { side: 900, bytes: 390_000, file: 12_000_000 } as const;

/** Why a picture could not be taken. */
export type PictureProblem = 'large' | 'unreadable' | 'blank';

/** A picture without its ground, as base64 PNG, or what is wrong with it. */
export type TakenPicture = { png: string } | { problem: PictureProblem };

/**
 * Takes the ink out of a photo or scan: whatever differs from the paper stays in its colour, the paper
 * becomes transparent, and the margins go. With `square` the rest stands in the middle of a square.
 */
export async function takeInk(file: File, square = false): Promise<TakenPicture> {
	if (file.size > LIMITS.file) return { problem: 'large' };
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(file);
	} catch {
		return { problem: 'unreadable' };
	}
	const scale = Math.min(1, (LIMITS.side * 1.6) / Math.max(bitmap.width, bitmap.height));
	const canvas = canvasOf(bitmap.width * scale, bitmap.height * scale);
	const context = contextOf(canvas);
	context.fillStyle = '#fff';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	const image = context.getImageData(0, 0, canvas.width, canvas.height);
	clearGround(image.data);
	context.putImageData(image, 0, 0);
	return trim(canvas, square);
}

/** Cuts the margins off a drawn canvas; answers what is left as base64 PNG. */
export async function trim(canvas: HTMLCanvasElement, square = false): Promise<TakenPicture> {
	const box = inkBox(contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height));
	if (box === null) return { problem: 'blank' };
	const margin = Math.round(Math.max(box.width, box.height) * 0.02) + 2;
	const [width, height] = [box.width + 2 * margin, box.height + 2 * margin];
	const side = Math.max(width, height);
	const [fullWidth, fullHeight] = square ? [side, side] : [width, height];
	for (let scale = Math.min(1, LIMITS.side / side); ; scale *= 0.75) {
		const target = canvasOf(fullWidth * scale, fullHeight * scale);
		const [left, top] = [(fullWidth - box.width) / 2, (fullHeight - box.height) / 2];
		contextOf(target).drawImage(
			canvas,
			...([box.x, box.y, box.width, box.height] as Four),
			...([left, top, box.width, box.height].map((value) => value * scale) as Four),
		);
		const png = target.toDataURL('image/png').split(',')[1] ?? '';
		if ((png.length * 3) / 4 <= LIMITS.bytes) return { png };
	}
}

type Four = [number, number, number, number];

function canvasOf(width: number, height: number): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(width));
	canvas.height = Math.max(1, Math.round(height));
	return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context) throw new Error('no canvas in this browser');
	return context;
}

/** The paper is the most frequent bright colour; the further from it, the less a pixel is seen through. */
function clearGround(data: Uint8ClampedArray): void {
	const paper = paperColour(data);
	for (let at = 0; at < data.length; at += 4) {
		const pixel = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const;
		const distance = Math.max(...pixel.map((value, part) => Math.abs(value - (paper[part] ?? 0))));
		const ink = Math.min(1, Math.max(0, (distance - 36) / 70));
		data[at + 3] = Math.round(ink * 255);
		if (ink === 0) continue;
		// What the paper shone through is taken out of the colour again.
		for (let part = 0; part < 3; part++)
			data[at + part] = ((pixel[part] ?? 0) - (1 - ink) * (paper[part] ?? 0)) / ink;
	}
}

function paperColour(data: Uint8ClampedArray): [number, number, number] {
	const counts = new Map<number, number>();
	for (let at = 0; at < data.length; at += 16) {
		const key =
			(((data[at] ?? 0) >> 3) << 10) |
			(((data[at + 1] ?? 0) >> 3) << 5) |
			((data[at + 2] ?? 0) >> 3);
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	let [best, most] = [0x7fff, 0];
	for (const [key, count] of counts) if (count > most) [best, most] = [key, count];
	const wide = (value: number) => ((value & 31) << 3) + 4;
	return [wide(best >> 10), wide(best >> 5), wide(best)];
}

function inkBox({ data, width, height }: ImageData) {
	let [left, top, right, bottom] = [width, height, -1, -1];
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			if ((data[(y * width + x) * 4 + 3] ?? 0) < 60) continue;
			left = Math.min(left, x);
			right = Math.max(right, x);
			top = Math.min(top, y);
			bottom = Math.max(bottom, y);
		}
	if (right - left < 8 || bottom - top < 4) return null;
	return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
