/**
 * `instances/{case}/signatures/{task}`: the handwritten signature under an opinion. Written by functions
 * only, and only while the task is open.
 */
export interface OpinionSignature {
	taskId: string;
	uid: string;
	name: string;
	sealId: string;
	/** SHA-256 (hex) of the certificate. */
	fingerprint: string;
	/** Whether it says 演示. */
	demo: boolean;
	/** SHA-256 (hex) of what was signed, see {@link opinionDigestText}. */
	textSha256: string;
	/** CAdES signature over that text, base64 DER. */
	cms: string;
	/** A coarse picture with the day written across it, PNG as base64. */
	picture: string;
	at: Date;
}

/** What is signed under an opinion: case, task and words, so that it vouches for nothing else. */
export function opinionDigestText(instanceId: string, taskId: string, opinion: string): string {
	return ['wenshu opinion 1', instanceId, taskId, opinion.trim()].join('\n');
}
