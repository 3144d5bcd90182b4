"""Static files under names that change with their content, once they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedStorage(CompressedManifestStaticFilesStorage):
    """Fingerprints what `collectstatic` collected; before that, in tests too, plain names."""

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
