/** A seal of the sample bureau; picture and key are made at loading and go into the encrypted vault. */
export interface SampleSeal {
	id: string;
	/** The organ's name on the seal. */
	name: string;
	/** Names of the people who may use it. */
	keepers: string[];
}

/** Password of every sample seal; the emulators only. */
export const sealPassword = 'Seal@2026';

/** Electronic seals of the sample bureau. */
export const seals: SampleSeal[] = [
	{ id: 'bureau', name: '云州市医疗保障局', keepers: ['白芷兰'] },
	{ id: 'office', name: '云州市医疗保障局办公室', keepers: ['白芷兰'] },
];

/** People of the sample who have made a handwritten signature; its password is that of the seals. */
export const signatures: { id: string; owner: string }[] = [
	{ id: 'signature-shen', owner: '沈砚舟' },
	{ id: 'signature-cheng', owner: '程以墨' },
];
