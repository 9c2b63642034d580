import { useTranslation } from 'react-i18next';
import { articleLabels, type ArtifactId } from './exchangeCase.ts';

/**
 * Returns a function that names an artifact, for example “Artifact 1 (A1)”. The number is the artifact's number in Microsoft's
 * article of June 2021, and the letter is from the article's present version.
 */
export function useArtifactName(): (id: ArtifactId) => string {
  const { t } = useTranslation();
  return (id) => {
    const { number, letter } = articleLabels[id];
    if (number && letter) return t('inspector.names.both', { number, letter });
    return letter ? t('inspector.names.letter', { letter }) : t('inspector.names.credentials');
  };
}
