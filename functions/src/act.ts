import { actSchema } from '@wenshu/domain/acts.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { calendarActs } from './calendar/acts.ts';
import { approvalActs } from './approvals/acts.ts';
import { chasingActs } from './chasing/acts.ts';
import { delegationActs } from './delegations/acts.ts';
import { documentActs } from './documents/acts.ts';
import { dispatchActs } from './documents/dispatch.ts';
import { dutyActs } from './documents/duties.ts';
import { mailActs } from './documents/mail-acts.ts';
import { numberActs } from './documents/number-acts.ts';
import { receiptActs } from './documents/receipt-acts.ts';
import { seriesActs } from './documents/series-acts.ts';
import { templateActs } from './documents/templates.ts';
import { fontActs } from './fonts/acts.ts';
import { handoverActs } from './handovers/acts.ts';
import { flowActs } from './flow/acts.ts';
import { definitionActs } from './flow/definition-acts.ts';
import { loanActs } from './organisation/loan-acts.ts';
import { organisationActs } from './organisation/acts.ts';
import { perform, type ActDefinition } from './platform/act.ts';
import { callable } from './platform/callable.ts';
import { secretOptions } from './platform/secrets.ts';
import { recordActs } from './records/acts.ts';
import { sealActs } from './seals/acts.ts';
import { supervisionActs } from './supervision/acts.ts';
import { textActs } from './text/mention-act.ts';
import { verificationActs } from './verification/acts.ts';

/** Every kind of act the server knows. A feature adds its list here and nowhere else. */
const definitions: ActDefinition[] = [
	...flowActs,
	...approvalActs,
	...definitionActs,
	...delegationActs,
	...documentActs,
	...dutyActs,
	...numberActs,
	...seriesActs,
	...dispatchActs,
	...receiptActs,
	...mailActs,
	...recordActs,
	...sealActs,
	...textActs,
	...templateActs,
	...fontActs,
	...calendarActs,
	...chasingActs,
	...supervisionActs,
	...organisationActs,
	...loanActs,
	...handoverActs,
	...verificationActs,
];

const byType = new Map(definitions.map((definition) => [definition.type, definition]));

/** The one callable through which processes move. */
export const act = callable(
	'act',
	actSchema,
	async (input, caller) => {
		const definition = byType.get(input.type);
		if (definition === undefined) return refuse('core/unknownAct');
		return perform(definition, input, caller, () => new Date());
	},
	{ memory: '512MiB', ...secretOptions },
);
