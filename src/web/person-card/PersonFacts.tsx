import { Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentPrompt } from '../consent/ConsentPrompt.tsx';
import { CopyableId } from '../people/CopyableId.tsx';
import { toDisplayId } from '../people/displayId.ts';
import { NumberButton } from './NumberButton.tsx';
import { objectIdOf } from '../people/rawId.ts';
import { useProfile } from '../people/useLookUp.ts';

const useStyles = makeStyles({
  facts: { display: 'flex', flexDirection: 'column', margin: 0, overflowWrap: 'anywhere' },
  fact: { margin: `0 0 ${tokens.spacingVerticalMNudge}`, minWidth: 0 },
  term: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
});

/**
 * What is known about a person or a phone number, as a list of terms: phone numbers that can be called, email,
 * department, office, manager, and the id. Asks for the consent that the list needs.
 * @param props.upn the person's sign-in name; `null` if the directory does not know it
 */
export function PersonFacts({ rawId, upn }: { rawId: string; upn: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const answer = useProfile(rawId);
  const profile = answer === 'unavailable' ? null : answer;
  // A phone number has a raw id such as `4:+14255550100`.
  const isPhone = rawId.startsWith('4:');
  const isColleague = objectIdOf(rawId) !== null;
  return (
    <>
      <dl className={styles.facts}>
        {profile && profile.workNumbers.length > 0 && (
          <Fact term={t('person.workNumber')}>
            {profile.workNumbers.map((text) => (
              <NumberButton key={text} text={text} />
            ))}
          </Fact>
        )}
        {profile?.mobileNumber && (
          <Fact term={t('person.mobileNumber')}>
            <NumberButton text={profile.mobileNumber} />
          </Fact>
        )}
        <TextFact term={t('person.address')} text={profile?.email ?? upn} />
        <TextFact term={t('person.department')} text={profile?.department} />
        <TextFact term={t('person.office')} text={profile?.office} />
        <TextFact term={t('person.company')} text={profile?.company} />
        <TextFact term={t('person.manager')} text={profile?.manager?.name} />
        <Fact term={t(isPhone ? 'person.number' : 'person.id')}>
          {isPhone ? (
            <CopyableId isNumber id={rawId.slice(2)} displayText={toDisplayId(rawId)} />
          ) : (
            <CopyableId id={rawId} />
          )}
        </Fact>
      </dl>
      {answer === 'unavailable' && <Caption1>{t('person.noProfile')}</Caption1>}
      {isColleague && <ConsentPrompt feature="profile" />}
      {isPhone && <ConsentPrompt feature="contacts" />}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  );
}

/** A fact that is left out if there is no text. */
function TextFact({ term, text }: { term: string; text: string | null | undefined }) {
  return (
    text && (
      <Fact term={term}>
        <bdi>{text}</bdi>
      </Fact>
    )
  );
}
