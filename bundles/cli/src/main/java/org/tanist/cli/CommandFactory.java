package org.tanist.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.tanist.cli.context.Globals;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes verbs, which take the globals, and whatever else picocli asks for. */
final class CommandFactory implements IFactory {

    private final Globals globals;

    CommandFactory(Globals globals) {
        this.globals = globals;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Globals.class) {
                return type.cast(make(constructor));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }

    private Object make(Constructor<?> constructor) throws Exception {
        try {
            return constructor.newInstance(globals);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("a command cannot be made: " + e.getCause(), e);
        }
    }
}
