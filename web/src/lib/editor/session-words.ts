import { m } from './editor-messages.ts';
import type { Saving } from './log/sender.ts';
import type { Rejection } from './log/uplink.ts';

/** 已保存 / 正在保存 / 离线，已存本机 N 项 / 未保存（原因）. */
export function savingWords(saving: Saving): string {
	if (saving.at === 'server') return m.saved;
	if (saving.at === 'way') return m.saving;
	if (saving.at === 'device') return m.onDevice({ n: saving.waiting });
	return m.notSaved({ reason: reasonWords(saving.reason) });
}

function reasonWords(reason: Rejection): string {
	return {
		notEditor: m.reasonNotEditor,
		frozen: m.reasonFrozen,
		outdated: m.reasonOutdated,
		signedOut: m.reasonSignedOut,
		refused: m.reasonRefused,
	}[reason];
}
