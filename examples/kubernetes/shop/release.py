def release() -> str:
    """Runs once before a new version starts, for migrations."""
    return "migrated"


if __name__ == "__main__":
    print(release())
