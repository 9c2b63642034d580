import { examineSetup } from '../../../src/server/doctor/examineSetup.ts';
import { formatTable } from '../../../src/server/doctor/finding.ts';
import type { HourStep } from './step.ts';

export const registration: HourStep = {
  name: 'registration',
  title: 'Check the registration of the application and the ACS resource',
  otherCosts: 'Nothing. It changes nothing.',
  needs: 'The settings of the token service, in the environment or in the file .env.',
  minutes: 1,
  async run({ target, operator, recorder, redactor }) {
    const findings = await examineSetup({ env: target.env, origin: target.appOrigin });
    operator.print(formatTable(findings));
    for (const { check, verdict, evidence } of findings) {
      // The name of a check can contain the id of a tenant, or the host of a resource.
      recorder.addFact('registration', redactor.redact(check), verdict);
      if (verdict === 'fail') operator.print(`  Repair “${check}” first (${evidence}): later steps need it.`);
    }
  },
};
