import 'firebase/app';

declare module 'firebase/app' {
	/** How every part of Firebase makes itself known to the others; exported, but not in the public types. */
	export function _registerComponent(component: object): boolean;
}
