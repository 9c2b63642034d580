import { useTranslation } from 'react-i18next';
import { names, type ArtifactId } from './exchangeCase.ts';

/** Names an artifact “Artifact 1 (A1)”, after the number in the article of June 2021 and the letter in the present one. */
export function useArtifactName(): (id: ArtifactId) => string {
  const { t } = useTranslation();
  return (id) => {
    const { number, letter } = names[id];
    if (number && letter) return t('inspector.names.both', { number, letter });
    return letter ? t('inspector.names.letter', { letter }) : t('inspector.names.credentials');
  };
}
