"""Metrics of any name that take every call and count nothing."""


class _Metric:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **named):
        is_decorator = len(args) == 1 and callable(args[0]) and not named
        return args[0] if is_decorator else self

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        return False


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Metric()
