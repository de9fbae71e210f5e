declare module 'saxen' {
	/** The part of the parser we use; the package brings no types. */
	export class Parser {
		on(
			event: 'openTag',
			take: (
				name: string,
				attributes: () => Record<string, string>,
				decode: (text: string) => string,
			) => void,
		): this;
		on(event: 'closeTag', take: (name: string) => void): this;
		on(event: 'text', take: (text: string, decode: (text: string) => string) => void): this;
		on(event: 'cdata', take: (text: string) => void): this;
		on(event: 'error', take: (error: Error) => void): this;
		parse(xml: string): unknown;
	}
}
