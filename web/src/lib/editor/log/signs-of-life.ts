/** At most this often somebody whom not everybody reaches directly says that they are still here, in ms. */
export const BEAT = 60_000;
/** Without a word and without a link for so long somebody rests, in ms: longer than two signs lie apart. */
const RESTING = 90_000;
/** Without a word and without a link for so long somebody is gone, in ms. */
const GONE = 600_000;
/** Whose link broke says over the database that they are here; who does not within this is gone, in ms. */
const LOST = 75_000;
/** The two ends of a link may notice so far apart that it broke, in ms. */
const APART = 30_000;
/** What is left of pages that were killed is cleared away after this, in ms. */
export const RUIN = 3_600_000;
/** A newcomer is told anew by whoever would soon be gone for them, in ms. */
export const FADING = GONE / 2;

/** How somebody who has the text open appears to the others. */
export type Standing = 'here' | 'resting' | 'gone';

/** What is known of somebody's presence; times in ms of one clock. */
export interface Sign {
	/** Their last word over the database. */
	at: number;
	/** Whether the fast path reaches them. */
	reached: boolean;
	/** When the fast path last stopped reaching them; null if it never did. */
	lostAt: number | null;
}

/** How somebody appears now. Whoever rests writes nothing, so silence alone does not mean that they left. */
export function standingOf({ at, reached, lostAt }: Sign, now: number): Standing {
	if (reached) return 'here';
	if (lostAt !== null && at < lostAt - APART && now - lostAt > LOST) return 'gone';
	if (now - at > GONE) return 'gone';
	return now - at > RESTING ? 'resting' : 'here';
}

/** What somebody does at a page, as far as it shows that they are there. */
const DEEDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'] as const;

/** What a page tells about whoever sits before it. */
export interface PageListener {
	/** They did something, or came back. */
	deed: () => void;
	/** The page goes. */
	leave: () => void;
}

/** Watches this page; answers how to stop. */
export function watchPage({ deed, leave }: PageListener): () => void {
	const options = { capture: true, passive: true };
	for (const name of DEEDS) addEventListener(name, deed, options);
	const shown = (): void => {
		if (document.visibilityState === 'visible') deed();
	};
	document.addEventListener('visibilitychange', shown);
	addEventListener('pageshow', deed);
	addEventListener('pagehide', leave);
	return () => {
		for (const name of DEEDS) removeEventListener(name, deed, options);
		document.removeEventListener('visibilitychange', shown);
		removeEventListener('pageshow', deed);
		removeEventListener('pagehide', leave);
	};
}
