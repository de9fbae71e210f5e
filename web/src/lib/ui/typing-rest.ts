import { beforeNavigate } from '$app/navigation';
import { page } from '$app/state';

/** So long typing rests before it is acted on, in ms. */
const REST = 300;

/**
 * Acts on typing once it rests. Whoever opens another page right after typing is not called back: what was
 * still to come is dropped then. Made while a component is. @returns takes what to do, and gives its undoing
 */
export function typingRest(): (act: () => void) => () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const cancel = () => clearTimeout(timer);
	beforeNavigate(({ to }) => {
		if (to?.url.pathname !== page.url.pathname) cancel();
	});
	return (act) => {
		cancel();
		timer = setTimeout(act, REST);
		return cancel;
	};
}
