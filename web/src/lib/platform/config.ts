/** What the app learns from `/wenshu.json`, written when the app is built or the emulators start. */
export interface AppConfig {
	/** The public web configuration of the Firebase project. */
	firebase: { projectId: string; apiKey: string; appId?: string; authDomain?: string };
	/** Where the local emulators listen; absent on a real deployment. */
	emulators?: { host: string; auth: number; firestore: number; functions: number };
	/** Whether the sample bureau is loaded, so that its people may be offered on the sign-in page. */
	sample?: boolean;
	/** STUN and TURN servers for direct links between browsers; inside one office network none are needed. */
	iceServers?: { urls: string | string[]; username?: string; credential?: string }[];
	/** App Check switch: a reCAPTCHA Enterprise site key turns attestation on. */
	appCheckKey?: string;
}

/** Region of every function. */
export const region = 'asia-east1';

/** Reads the configuration; throws when the file is missing or is not one of ours. */
export async function loadConfig(): Promise<AppConfig> {
	const response = await fetch('/wenshu.json');
	if (!response.ok) throw new Error(`/wenshu.json: ${String(response.status)}`);
	const config = (await response.json()) as Partial<AppConfig>;
	if (!config.firebase?.projectId) throw new Error('/wenshu.json names no project');
	return config as AppConfig;
}
