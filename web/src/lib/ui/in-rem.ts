/** A width in pixels as a number of rem: what fits follows the size of letters that the person chose. */
export function inRem(pixels: number): number {
	return pixels / parseFloat(getComputedStyle(document.documentElement).fontSize);
}
