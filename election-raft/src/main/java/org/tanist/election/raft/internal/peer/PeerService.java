package org.tanist.election.raft.internal.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.stub.ServerCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.tanist.cluster.ClusterId;

/** The receiving side: one unary method of bytes. */
public final class PeerService {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    static final MethodDescriptor<byte[], byte[]> CALL = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("org.tanist.Peer/Call")
            .setRequestMarshaller(BYTES)
            .setResponseMarshaller(BYTES)
            .build();

    private final ClusterId cluster;
    private final PeerHandler handler;

    /** A service that answers messages of {@code cluster} only. */
    public PeerService(ClusterId cluster, PeerHandler handler) {
        this.cluster = cluster;
        this.handler = handler;
    }

    /** What to add to the gRPC server. */
    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder("org.tanist.Peer")
                .addMethod(CALL, ServerCalls.asyncUnaryCall(this::call))
                .build();
    }

    private void call(byte[] bytes, StreamObserver<byte[]> answer) {
        Envelope envelope;
        try {
            envelope = Envelope.decode(bytes);
        } catch (BufferUnderflowException | ArrayIndexOutOfBoundsException e) {
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription("malformed message").asRuntimeException());
            return;
        }
        if (!envelope.cluster().equals(cluster)) {
            answer.onError(Status.PERMISSION_DENIED
                    .withDescription("this master is of cluster " + cluster + ", not of " + envelope.cluster())
                    .asRuntimeException());
            return;
        }
        handler.handle(envelope.kind(), envelope.body()).whenComplete((body, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                answer.onError(Status.FAILED_PRECONDITION
                        .withDescription(String.valueOf(cause.getMessage()))
                        .asRuntimeException());
            } else {
                answer.onNext(body);
                answer.onCompleted();
            }
        });
    }
}
